import {
  createOnce,
  createTrouble,
  type Keys,
  type Log,
  type ReadinessChecks,
  type RedisClient,
  repeat,
} from '@cueline/shared';
import type { ArchiveMetrics } from './metrics.js';
import type { ArchiveSettings } from './settings.js';
import { createDeadLetters } from './stream/dead-letters.js';
import { createFollower } from './stream/follow-outcomes.js';
import { createGroup } from './stream/group-reader.js';
import { createOutcomesGroup } from './stream/outcomes-group.js';
import type { Sink } from './stream/sink.js';

/** How often each partition is looked at; an outcome is archived this much later. */
const FOLLOW_EVERY_MS = 500;
const REMOVE_CONSUMERS_EVERY_MS = 600_000;

/** What both sinks of one archiver share. */
export interface Archiver {
  readonly settings: ArchiveSettings;
  readonly redis: RedisClient;
  readonly keys: Keys;
  /** This archiver's name in consumer groups and files. */
  readonly replica: string;
  readonly metrics: ArchiveMetrics;
  readonly checks: ReadinessChecks;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Work that is done now and then. */
export interface Chore {
  readonly everyMs: number;
  readonly step: () => Promise<unknown>;
}

/** Puts consumer groups on the outcomes of all partitions. */
export async function createGroups({ settings, redis, keys }: Archiver, groups: readonly string[]): Promise<void> {
  const partitions = Array.from({ length: settings.PARTITIONS }, (_, partition) => partition);
  await Promise.all(
    partitions.flatMap((partition) => groups.map((group) => createGroup(redis, keys.outcomes(partition), group))),
  );
}

/** Brings the outcomes of all partitions to one sink until told to stop. */
export async function follow(archiver: Archiver, sink: Sink, chores: readonly Chore[] = []): Promise<void> {
  const { settings, redis, keys, replica: consumer, metrics, checks, log, signal } = archiver;
  const { PARTITIONS: partitions, ARCHIVE_CLAIM_IDLE_MS: claimIdleMs } = settings;
  const deadLetters = createDeadLetters({ redis, keys });
  const trouble = createTrouble({ log, over: 'outcomes are archived again' });
  const isNews = createOnce();
  const failing = new Map<unknown, string>();
  for (const result of ['written', 'repeated', 'dead']) metrics.rows.inc({ sink: sink.name, result }, 0);
  checks.set(sink.name, () => failing.values().next().value);
  const every = (everyMs: number, step: () => Promise<unknown>) =>
    repeat({
      everyMs,
      step: async () => void (await step()),
      signal,
      onError: (err) => {
        if (signal.aborted) return;
        failing.set(step, `outcomes cannot be archived (${describe(err)})`);
        if (trouble.begin(step, describe(err))) log.error({ err, sink: sink.name }, 'outcomes cannot be archived');
      },
      onSuccess: () => {
        failing.delete(step);
        trouble.end(step);
      },
    });
  const ofPartition = (partition: number) => {
    const group = createOutcomesGroup({ redis, keys, partition, group: sink.group, consumer, claimIdleMs });
    const follower = createFollower({ partition, group, sink, deadLetters, metrics, log, isNews });
    const drain = async () => {
      while (!signal.aborted && (await follower.step()));
    };
    return [
      every(FOLLOW_EVERY_MS, drain),
      every(claimIdleMs / 2, follower.claim),
      every(REMOVE_CONSUMERS_EVERY_MS, group.removeDeadConsumers),
    ];
  };
  await Promise.all([
    ...Array.from({ length: partitions }, (_, partition) => ofPartition(partition)).flat(),
    ...chores.map(({ everyMs, step }) =>
      repeat({
        everyMs,
        step: async () => void (await step()),
        signal,
        onError: (err) => {
          if (!signal.aborted) log.error({ err, sink: sink.name }, 'the upkeep of the archive failed');
        },
      }),
    ),
  ]);
}

/** An error by its name and code: databases put values into their messages, and in them may be what was said. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}
