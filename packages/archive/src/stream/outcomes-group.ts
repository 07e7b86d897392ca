import { defineScript, type Keys, type Partition } from '@cueline/shared';
import { z } from 'zod';
import { readScript } from '../scripts.js';
import { createGroupReader, type GroupReaderContext, type RawEntry } from './group-reader.js';

/** The field of what was said. */
export const SPEECH = 'speech';

/** One partition's outcomes, read as one consumer of a group. */
export function createOutcomesGroup({ keys, partition, ...context }: OutcomesGroupContext) {
  const { redis, group, claimIdleMs } = context;
  const stream = keys.outcomes(partition);
  const speech = keys.endedSpeech(partition);
  const acknowledge = defineScript(redis, readScript('stream/acknowledge'), z.int());
  return {
    ...createGroupReader({ ...context, stream }),
    /**
     * Leaves entries of a newer format to archivers of a later release: they are pending for a consumer that is none, and free
     * to be claimed.
     */
    async leave(format: number, entryIds: readonly string[]): Promise<void> {
      const to = [stream, group, `format-${format}`, 0] as const;
      await redis.call('XCLAIM', ...to, ...entryIds, 'IDLE', claimIdleMs, 'JUSTID');
    },
    /**
     * Adds what was said to entries, as a field. It is in a place of its own, and leaves Redis as soon as every group has kept it,
     * while outcomes stay.
     */
    async addSpeech(entries: readonly RawEntry[]): Promise<RawEntry[]> {
      if (entries.length === 0) return [];
      const said = await redis.hmget(speech, ...entries.map(([entryId]) => entryId));
      return entries.map(([entryId, fields], i): RawEntry => {
        const own = said[i] ?? null;
        return own === null || fields === null ? [entryId, fields] : [entryId, [...fields, SPEECH, own]];
      });
    },
    /** Acknowledges entries with speech, which leaves Redis with the last group that does so. */
    acknowledgeSpeech: (entryIds: readonly string[]) => acknowledge([stream, speech], [group, ...entryIds]),
  };
}
export type OutcomesGroup = ReturnType<typeof createOutcomesGroup>;

export interface OutcomesGroupContext extends Omit<GroupReaderContext, 'stream'> {
  readonly keys: Keys;
  readonly partition: Partition;
}
