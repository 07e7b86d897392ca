import { createTrouble, type Keys, type Log, type Objection, type Partition, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import type { MatcherMetrics } from '../metrics.js';
import { GROUP } from './group.js';

/**
 * Entries in a format that only later releases read stay pending for a consumer that is none: `format-<number>`. Matchers that
 * know the format claim them from it at once, and all others pass them over (`claim.lua`).
 */
const consumerFor = (format: number) => `format-${format}`;
const isLeftTo = (consumer: string) => /^format-\d+$/.test(consumer);

const Consumers = z.array(z.tuple([z.literal('name'), z.string(), z.literal('pending'), z.number()], z.unknown()));

/** Leaves entries that this release does not understand to those that do. */
export function createLeftEntries({ redis, keys, claimIdleMs, metrics, log }: LeftEntriesContext) {
  const pending = new Map<Partition, number>();
  const waiting = createTrouble({ log, over: 'no entries are left to a later release any more' });
  return {
    async leave(partition: Partition, format: number, entryIds: readonly string[]): Promise<void> {
      if (entryIds.length === 0) return;
      const to = [keys.segments(partition), GROUP, consumerFor(format), 0] as const;
      // no failure of theirs, and free to be claimed at once
      await redis.call('XCLAIM', ...to, ...entryIds, 'IDLE', claimIdleMs, 'RETRYCOUNT', 1, 'JUSTID');
      metrics.left.inc(entryIds.length);
      if (waiting.begin(partition, consumerFor(format)))
        log.warn({ partition, format }, 'entries of a newer format are left to matchers of a later release');
    },
    /** Counts what waits in a partition. */
    async measure(partition: Partition): Promise<void> {
      const consumers = Consumers.parse(await redis.call('XINFO', 'CONSUMERS', keys.segments(partition), GROUP));
      const left = consumers.flatMap(([, name, , count]) => (isLeftTo(name) ? [count] : []));
      pending.set(
        partition,
        left.reduce((sum, count) => sum + count, 0),
      );
      if (pending.get(partition) === 0) waiting.end(partition);
    },
    /** Says no more of a partition that another matcher measures. */
    forget: (partition: Partition) => pending.delete(partition),
    warning(): Objection | undefined {
      const count = [...pending.values()].reduce((sum, left) => sum + left, 0);
      if (count === 0) return undefined;
      return {
        reason: `${count} entries of a newer format wait for matchers of a later release`,
        remedy:
          'Start matchers of that release: no entry is lost meanwhile, but no cue is given for what follows them.',
      };
    },
  };
}
export type LeftEntries = ReturnType<typeof createLeftEntries>;

interface LeftEntriesContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly claimIdleMs: number;
  readonly metrics: Pick<MatcherMetrics, 'left'>;
  readonly log: Log;
}
