import { defineScript, FORMAT, type Keys, type Partition, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import type { RawEntry } from './entries.js';
import { GROUP } from './group.js';
import { readScript } from '../scripts.js';

/** A consumer unseen for this long, and without pending entries, is removed. */
const DEAD_CONSUMER_MS = 60_000;

/** An entry claimed from a replica that has held it too long. */
export interface ClaimedEntry {
  readonly entry: RawEntry;
  /** How often a replica was lost that processed it by itself. */
  readonly failures: number;
}

/**
 * A replica that was seen so long after it took an entry has not been killed by it (ms). What it sent before it began with the
 * entry may reach Redis a little later.
 */
const OUTLIVED_MS = 1000;

/** Claims entries that replicas hold too long, and removes consumers of replicas that are gone. */
export function createClaims({ redis, keys, consumer, seenMs, claimIdleMs }: ClaimsContext) {
  const claim = defineScript(
    redis,
    readScript('stream/claim'),
    z.tuple([z.string(), z.array(z.string()), z.int()]).nullable(),
  );
  const removeDead = defineScript(redis, readScript('stream/remove-dead-consumers'), z.int());
  return {
    /**
     * Claims the oldest entry that a replica has held too long, if there is one.
     *
     * @param inHand number of entries this replica is processing: above 0 it does not claim its own, however long they
     *   take
     * @param wasAway whether Redis was away from this replica: what it has left itself is then no failure of an entry
     */
    async claimOne(partition: Partition, inHand: number, wasAway = false): Promise<ClaimedEntry | undefined> {
      const seen = { ...Object.fromEntries(seenMs()), [consumer]: wasAway ? Number.MAX_SAFE_INTEGER : 0 };
      const claimed = await claim(
        [keys.segments(partition)],
        [GROUP, consumer, claimIdleMs, inHand, FORMAT, JSON.stringify(seen), OUTLIVED_MS],
      );
      return claimed === null ? undefined : { entry: [claimed[0], claimed[1]], failures: claimed[2] - 2 };
    },
    /** Keeps pending entries for this replica a while longer; that they were delivered before is no failure. */
    async hold(partition: Partition, entryIds: readonly string[]): Promise<void> {
      if (entryIds.length === 0) return;
      const stream = keys.segments(partition);
      await redis.call('XCLAIM', stream, GROUP, consumer, 0, ...entryIds, 'IDLE', 0, 'RETRYCOUNT', 1, 'JUSTID');
    },
    /** Removes consumers of replicas that are gone; returns how many. */
    removeDeadConsumers: (partition: Partition) => removeDead([keys.segments(partition)], [GROUP, DEAD_CONSUMER_MS]),
  };
}
export type Claims = ReturnType<typeof createClaims>;

interface ClaimsContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  /** This replica's name in the consumer group. */
  readonly consumer: string;
  /** When each replica was seen last (ms, by Redis' clock). */
  readonly seenMs: () => ReadonlyMap<string, number>;
  readonly claimIdleMs: number;
}
