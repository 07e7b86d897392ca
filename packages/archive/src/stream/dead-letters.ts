import {
  defineScript,
  type Keys,
  MAX_DEAD_LETTERS,
  type Partition,
  type RedisClient,
  streamFields,
} from '@cueline/shared';
import { z } from 'zod';
import { readScript } from '../scripts.js';
import type { RawEntry } from './group-reader.js';

/** Most fields and values kept of an entry; a matcher writes eight. */
const MAX_KEPT_FIELDS = 100;

/** An outcome that a sink could not keep. */
export interface ArchiveDeadLetter {
  /** In the partition's stream of dead letters of the archive. */
  readonly id: string;
  readonly reason: string;
  /** The consumer group of the sink. */
  readonly group: string;
  /** Absent if it could not be read. */
  readonly interactionId: string | undefined;
}

/** Outcomes that a sink cannot keep, with the reason. */
export function createDeadLetters({ redis, keys }: { redis: RedisClient; keys: Keys }) {
  const bury = defineScript(redis, { ...readScript('stream/bury'), makesRoom: true }, z.int());
  const putBack = defineScript(redis, readScript('stream/put-back'), z.literal([0, 1]));
  return {
    /** Reads all dead letters of a partition, the oldest first. */
    async read(partition: Partition): Promise<ArchiveDeadLetter[]> {
      const letters = await redis.xrange(keys.archiveDead(partition), '-', '+');
      return letters.map(([id, pairs]) => {
        const { reason = '', group = '', interactionId } = streamFields(pairs);
        return { id, reason, group, interactionId };
      });
    },
    /** Puts an outcome back into its stream; returns whether there was a dead letter of this id. */
    async putBack(partition: Partition, id: string): Promise<boolean> {
      const places = [keys.archiveDead(partition), keys.outcomes(partition), keys.outcomeEntries(partition)];
      return (await putBack(places, [id])) === 1;
    },
    /** Removes a dead letter for good. */
    async drop(partition: Partition, id: string): Promise<boolean> {
      return (await redis.xdel(keys.archiveDead(partition), id)) === 1;
    },
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
