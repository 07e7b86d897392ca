import { jsonField, type Keys, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import { Series } from '../contract/flow.js';
import type { Sample } from './figures.js';

/** Three samples, which come every 2 s. */
const STEP_MS = 6_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const KEPT_S = 25 * 3600;

const NAMES = [
  'segments',
  'cues',
  'refused',
  'live',
  'backlog',
  'outbox',
  'jobs',
  'watermarkAge',
  'oldestJob',
  'cueDelayP50',
  'cueDelayP99',
] as const satisfies readonly (keyof Sample)[];
const Minute = jsonField(z.array(z.number().nullable()).length(NAMES.length));

type Values = readonly (number | null)[];

/** Figures of the last hour in memory, and of the last day, minute by minute, in Redis: another console has them at once. */
export function createHistory({ redis, keys }: { redis: RedisClient; keys: Keys }) {
  const steps = new Map<number, Values>();
  const minutes = new Map<number, Values>();
  let inStep: Samples | undefined;
  let inMinute: Samples | undefined;

  /** Another console may have written it: then that stays. */
  async function store(minute: number, values: Values): Promise<void> {
    const key = keys.history(Math.floor(minute / 60));
    await redis.hsetnx(key, String(minute % 60), JSON.stringify(values));
    await redis.expire(key, KEPT_S);
  }

  return {
    /** Reads what consoles have written before. */
    async load(atMs: number): Promise<void> {
      const hour = Math.floor(atMs / HOUR_MS);
      for (let each = hour - 24; each <= hour; each += 1) {
        for (const [field, text] of Object.entries(await redis.hgetall(keys.history(each)))) {
          const { data } = Minute.safeParse(text);
          if (data !== undefined) minutes.set(each * 60 + Number(field), data);
        }
      }
    },
    /** Adds figures of one moment; once a minute they are written down. */
    async add(atMs: number, sample: Sample): Promise<void> {
      const values = NAMES.map((name) => sample[name]);
      inStep = withSample(inStep, Math.floor(atMs / STEP_MS), values);
      steps.set(inStep.at, average(inStep.samples));
      for (const step of steps.keys()) if (step * STEP_MS < atMs - HOUR_MS) steps.delete(step);
      const minute = Math.floor(atMs / MINUTE_MS);
      const done = inMinute?.at === minute ? undefined : inMinute;
      inMinute = withSample(inMinute, minute, values);
      if (done === undefined) return;
      const mean = average(done.samples);
      minutes.set(done.at, mean);
      for (const each of minutes.keys()) if (each < minute - DAY_MINUTES) minutes.delete(each);
      await store(done.at, mean);
    },
    hour: (atMs: number): Series => series(steps, Math.floor(atMs / STEP_MS), HOUR_MS / STEP_MS, STEP_MS),
    day: (atMs: number): Series => series(minutes, Math.floor(atMs / MINUTE_MS), DAY_MINUTES, MINUTE_MS),
  };
}
export type History = ReturnType<typeof createHistory>;

/** What was seen in one step of time, or in one minute. */
interface Samples {
  readonly at: number;
  readonly samples: readonly Values[];
}

const withSample = (known: Samples | undefined, at: number, values: Values): Samples => ({
  at,
  samples: known?.at === at ? [...known.samples, values] : [values],
});

function average(samples: readonly Values[]): Values {
  return NAMES.map((_, i) => {
    const known = samples.flatMap((values) => values[i] ?? []);
    if (known.length === 0) return null;
    return Math.round((known.reduce((sum, value) => sum + value, 0) / known.length) * 100) / 100;
  });
}

function series(known: ReadonlyMap<number, Values>, last: number, count: number, stepMs: number): Series {
  const first = last - count + 1;
  const line = (i: number) => Array.from({ length: count }, (_, step) => known.get(first + step)?.[i] ?? null);
  return {
    fromMs: first * stepMs,
    stepMs,
    lines: Series.shape.lines.parse(Object.fromEntries(NAMES.map((name, i) => [name, line(i)]))),
  };
}
