import {
  createWrittenFormat,
  createKeys,
  createReplicated,
  InteractionId,
  parseGaps,
  type RedisClient,
  toMs,
} from '@cueline/shared';
import { startRedisServer, type RedisServer } from '@cueline/shared/testing';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPartitionBuffer, type PartitionBuffer } from '../packages/ingest/src/writing/partition-buffer.js';
import { createRedisClock } from '../packages/ingest/src/writing/redis-clock.js';
import type { Span } from '../packages/ingest/src/writing/span.js';
import { createWriteSegments } from '../packages/ingest/src/writing/write-segments.js';
import { createDeadlines } from '../packages/matcher/src/deadlines/deadlines.js';

// Ingests and a matcher on one partition of a real Redis, with the buffer and the scripts that run in production. Only
// time is ours: the scripts read it from a key.

const GAP_WAIT_MS = 5000;
/** Matchers look this often, and ingests ping and publish. */
const TICK_MS = 200;
/** No ingest that lives keeps to itself for longer what it has heard. */
const LONGEST_SILENCE_MS = 4400;
/** How long words take at most where they are delayed. */
const LONGEST_DELAY_MS = 3500;
const START_MS = 1_800_000_000_000;

const keys = createKeys('watermark');
let server: RedisServer;
let redis: Redis;

beforeAll(async () => {
  server = await startRedisServer();
  redis = new Redis(server.url);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

/** A client whose scripts read our time. */
function onOurClock(client: Redis): RedisClient {
  const evalOnOurClock = (text: string, ...rest: [number, ...(string | number | Buffer)[]]) => {
    const changed = text.replaceAll("redis.call('TIME')", "redis.call('HMGET', 'clock', 's', 'us')");
    if (changed === text) throw new Error('this script reads no time');
    return client.eval(changed, ...rest);
  };
  const own = { evalsha: () => Promise.reject(new Error('NOSCRIPT')), eval: evalOnOurClock };
  return new Proxy(client, { get: (target, name) => Reflect.get(name in own ? own : target, name) as unknown });
}

interface Ingest {
  readonly buffer: PartitionBuffer;
  readonly write: ReturnType<typeof createWriteSegments>;
  /** While its socket is open. */
  span: Span | undefined;
  publishedMs: number;
  /** Until when Redis does not hear it. */
  cutUntilMs: number;
}

type Step =
  | { readonly kind: 'pass' | 'hang'; readonly ms: number }
  | { readonly kind: 'say'; readonly delayMs?: number }
  | { readonly kind: 'start' | 'killAll' }
  | { readonly kind: 'open' | 'close' | 'flap' | 'kill'; readonly which: number }
  | { readonly kind: 'cut'; readonly which: number; readonly ms: number };

/**
 * What happens, step by step, and what must hold at each moment.
 *
 * @param delayMs how long words take at most from when they are said to when they are heard
 */
async function createWorld(delayMs: number) {
  await redis.flushall();
  const client = onOurClock(redis);
  const deadlines = createDeadlines({ redis: client, keys, gapWaitMs: GAP_WAIT_MS, handOverMs: 5000 });
  let nowMs = START_MS;
  /** Time in which Redis did not hang. */
  let awakeMs = 0;
  let ingests: Ingest[] = [];
  let started = 0;
  let words = 0;
  let watermarkMs = 0;
  /** When ingests were last seen that have more to write: each may still come back, for as long as others are waited for. */
  const behind = new Map<Ingest, number>();
  const inRedis = new Set<string>();
  /** When each word was said. */
  const said = new Map<string, number>();
  /** The starts of spans that Redis knows, and since when. */
  const known: { readonly sinceMs: number; readonly awakeMs: number }[] = [];
  const wrong: string[] = [];

  const setClock = () => redis.hset('clock', { s: Math.floor(nowMs / 1000), us: (nowMs % 1000) * 1000 });
  const start = () => {
    started += 1;
    const clock = createRedisClock();
    clock.sample({ sentUs: 0, receivedUs: 0, redisUs: 0 });
    ingests.push({
      buffer: createPartitionBuffer({ clock, maxWrittenBytes: 1000 }),
      write: createWriteSegments({
        format: createWrittenFormat(),
        redis: client,
        keys,
        field: `replica:${started}`,
        delayMs,
        replicated: createReplicated(client, 0),
      }),
      span: undefined,
      publishedMs: nowMs,
      cutUntilMs: 0,
    });
  };
  const close = (one: Ingest) => (one.span = undefined);
  const open = (one: Ingest) => {
    if (one.span !== undefined) return;
    one.span = { sinceUs: nowMs * 1000, untilUs: nowMs * 1000 };
    one.buffer.open(one.span);
  };

  async function publish(one: Ingest) {
    const batch = one.buffer.nextBatch();
    if (batch === undefined) return;
    for (const { digest } of batch.entries) {
      const saidMs = said.get(digest) ?? 0;
      if (!inRedis.has(digest) && saidMs < watermarkMs)
        wrong.push(`${digest} was said ${watermarkMs - saidMs} ms before the watermark, and written after it`);
      inRedis.add(digest);
    }
    await one.write(0, { batch, calls: one.buffer.calls(), nowUs: nowMs * 1000, tidy: false });
    one.buffer.acknowledge(nowMs * 1000);
    one.publishedMs = nowMs;
    if (batch.more) behind.set(one, awakeMs);
    else behind.delete(one);
    known.push({ sinceMs: batch.span.sinceUs / 1000, awakeMs });
  }

  async function look() {
    await redis.del(keys.segments(0)); // all is processed
    const fired = await deadlines.fire(0);
    const nextMs = toMs(fired.watermarkUs ?? 0);
    if (nextMs < watermarkMs) wrong.push(`the watermark went back by ${watermarkMs - nextMs} ms`);
    if (nextMs > nowMs - delayMs) wrong.push(`the watermark is ${nextMs - nowMs + delayMs} ms too far ahead`);
    watermarkMs = nextMs;
    // noticed a look after it was published, and skipped a look after the wait is over
    const waited = known.filter((span) => awakeMs - span.awakeMs > GAP_WAIT_MS + 2 * TICK_MS);
    const dueMs = Math.max(0, ...waited.map(({ sinceMs }) => sinceMs));
    const isWaitedFor = [...behind.values()].some((seenMs) => awakeMs - seenMs <= GAP_WAIT_MS + TICK_MS);
    const listenedMs = watermarkMs + delayMs;
    if (!isWaitedFor && listenedMs < dueMs) wrong.push(`the watermark is ${dueMs - listenedMs} ms behind`);
  }

  async function tick() {
    nowMs += TICK_MS;
    awakeMs += TICK_MS;
    await setClock();
    for (const one of ingests) {
      if (one.span !== undefined) one.span.untilUs = nowMs * 1000;
      if (nowMs >= one.cutUntilMs) await publish(one);
    }
    await look();
  }

  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= TICK_MS) await tick();
  };
  return {
    wrong,
    lagMs: () => nowMs - watermarkMs,
    /** Words that nobody wrote, said since the first ingest listened, in a stretch that counts as heard. */
    async missed(): Promise<string[]> {
      const gaps = parseGaps((await redis.hget(keys.listening(0), 'gaps')) ?? '');
      const isKnownLost = (ms: number) => gaps.some(({ fromMs, toMs: untilMs }) => fromMs <= ms && ms <= untilMs);
      const firstMs = Math.min(...known.map(({ sinceMs }) => sinceMs));
      const lost = [...said].filter(([digest, ms]) => !inRedis.has(digest) && ms >= firstMs && ms < watermarkMs);
      return lost.filter(([, ms]) => !isKnownLost(ms)).map(([digest]) => digest);
    },
    pass,
    async play(step: Step): Promise<void> {
      const one = 'which' in step ? ingests[step.which % ingests.length] : undefined;
      if (step.kind === 'start' && ingests.length < 4) start();
      if (step.kind === 'killAll') {
        nowMs += 1; // what comes after does not join on
        ingests = [];
      }
      if (step.kind === 'pass') await pass(step.ms);
      if (step.kind === 'hang') {
        nowMs += step.ms;
        for (const each of ingests) each.cutUntilMs += each.cutUntilMs > nowMs - step.ms ? step.ms : 0;
      }
      if (step.kind === 'say') {
        nowMs += 1;
        words += 1;
        const saidBeforeMs = Math.min(step.delayMs ?? 0, delayMs);
        said.set(`word ${words}`, nowMs - saidBeforeMs);
        for (const { buffer, span } of ingests) {
          if (span === undefined) continue;
          span.untilUs = nowMs * 1000;
          buffer.add({
            interactionId: InteractionId.parse('call'),
            heardUs: nowMs * 1000,
            saidBeforeUs: saidBeforeMs * 1000,
            digest: `word ${words}`,
            segment: '{}',
          });
        }
      }
      if (one === undefined) return;
      if (step.kind === 'close' || step.kind === 'flap') close(one);
      if (step.kind === 'flap') nowMs += 1;
      if (step.kind === 'open' || step.kind === 'flap') open(one);
      if (step.kind === 'kill') ingests = ingests.filter((other) => other !== one);
      // a cut never begins before what was heard during the last one is written
      if (step.kind === 'cut' && one.buffer.isEmpty() && !one.buffer.hasGrown()) one.cutUntilMs = nowMs + step.ms;
    },
  };
}

const which = fc.nat(3);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 200, max: 6000 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('say' as const), delayMs: fc.constantFrom(0, 1, 1800, LONGEST_DELAY_MS) }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('open' as const, 'close', 'flap'), which }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'start' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill' as const), which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('cut' as const),
      which,
      ms: fc.integer({ min: 200, max: LONGEST_SILENCE_MS }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('hang' as const), ms: fc.integer({ min: 1, max: 60_000 }) }) },
);
/** Two ingests that listen. */
const BEGIN: Step[] = [
  { kind: 'start' },
  { kind: 'start' },
  { kind: 'open', which: 0 },
  { kind: 'open', which: 1 },
  { kind: 'pass', ms: 200 },
];

const flaps = (count: number): Step[] => Array.from({ length: count }, () => ({ kind: 'flap', which: 1 }));
/** Only the second ingest hears something that is said. */
const SAID_IN_A_GAP: Step[] = [{ kind: 'close', which: 0 }, { kind: 'say' }, { kind: 'open', which: 0 }];
/** It comes back to Redis in time, but has so much to write that it writes what was said only after the wait. */
const SLOW_TO_RETURN: Step[] = [
  { kind: 'cut', which: 1, ms: LONGEST_SILENCE_MS },
  ...flaps(30),
  ...SAID_IN_A_GAP,
  { kind: 'pass', ms: 12_000 },
];
const HANGS_AT_A_GAP: Step[] = [
  { kind: 'cut', which: 1, ms: LONGEST_SILENCE_MS },
  ...SAID_IN_A_GAP,
  { kind: 'pass', ms: 400 },
  { kind: 'hang', ms: 60_000 },
  { kind: 'pass', ms: 6000 },
];
const CUT_WHILE_BEHIND: Step[] = [
  { kind: 'cut', which: 0, ms: 3203 },
  { kind: 'flap', which: 3 },
  { kind: 'flap', which: 0 },
  { kind: 'pass', ms: 3201 },
];
const KILLED_WHILE_BEHIND: Step[] = [
  { kind: 'cut', which: 1, ms: 400 },
  ...flaps(10),
  { kind: 'pass', ms: 1000 },
  { kind: 'kill', which: 1 },
];

test('the watermark never goes back, never passes what an ingest may still write, and always catches up', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(0, LONGEST_DELAY_MS),
      fc.array(step, { maxLength: 40 }),
      async (delayMs, steps) => {
        const world = await createWorld(delayMs);
        for (const one of [...BEGIN, ...steps]) await world.play(one);
        // one listening ingest is enough to catch up, whatever happened to the others
        await world.play({ kind: 'killAll' });
        await world.play({ kind: 'start' });
        await world.play({ kind: 'open', which: 0 });
        await world.pass(GAP_WAIT_MS + 3 * TICK_MS);
        expect(world.wrong).toEqual([]);
        expect(world.lagMs()).toBe(delayMs);
        expect(await world.missed()).toEqual([]);
      },
    ),
    {
      numRuns: 100,
      examples: [0, LONGEST_DELAY_MS].flatMap((delayMs) =>
        [SLOW_TO_RETURN, HANGS_AT_A_GAP, KILLED_WHILE_BEHIND, CUT_WHILE_BEHIND].map((steps): [number, Step[]] => [
          delayMs,
          steps,
        ]),
      ),
    },
  );
});
