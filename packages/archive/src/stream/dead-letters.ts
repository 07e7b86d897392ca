import { defineScript, type Keys, MAX_DEAD_LETTERS, type Partition, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import { readScript } from '../scripts.js';
import type { RawEntry } from './outcomes-group.js';

/** Most fields and values kept of an entry; a matcher writes eight. */
const MAX_KEPT_FIELDS = 100;

/** Outcomes that a sink cannot keep, with the reason. */
export function createDeadLetters({ redis, keys }: { redis: RedisClient; keys: Keys }) {
  const bury = defineScript(redis, { ...readScript('stream/bury'), makesRoom: true }, z.int());
  return {
    /**
     * Takes an outcome from a group and keeps it as a dead letter.
     *
     * @returns how many of the oldest dead letters were dropped for it; undefined if another archiver has taken it
     */
    async bury(
      partition: Partition,
      group: string,
      [entryId, fields]: RawEntry,
      reason: string,
    ): Promise<number | undefined> {
      const kept = (fields ?? []).slice(0, MAX_KEPT_FIELDS);
      const dropped = await bury(
        [keys.outcomes(partition), keys.archiveDead(partition)],
        [group, entryId, reason, MAX_DEAD_LETTERS, ...kept],
      );
      return dropped < 0 ? undefined : Math.max(0, dropped);
    },
  };
}
export type DeadLetters = ReturnType<typeof createDeadLetters>;
