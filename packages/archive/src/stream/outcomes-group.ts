import { defineScript, type Keys, type Partition, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import { readScript } from '../scripts.js';

/** Outcomes read at once: enough to make a commit worth it. */
const BATCH_SIZE = 100;
/** A consumer unseen for so long, and without pending entries, is removed. */
const DEAD_CONSUMER_MS = 3_600_000;

/** The field of what was said. */
export const SPEECH = 'speech';

/** An entry as stored: its id, and field, value, field, value… `null` if it was removed while it was pending. */
export type RawEntry = readonly [entryId: string, fields: readonly string[] | null];

const Reply = z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.array(z.string()).nullable()]))])).nullable();

/** One partition's outcomes, read as one consumer of a group. */
export function createOutcomesGroup({ redis, keys, partition, group, consumer, claimIdleMs }: OutcomesGroupContext) {
  const stream = keys.outcomes(partition);
  const speech = keys.endedSpeech(partition);
  const acknowledge = defineScript(redis, readScript('stream/acknowledge'), z.int());
  const removeDead = defineScript(redis, readScript('stream/remove-dead-consumers'), z.int());
  let claimFrom = '0';
  const read = async (from: '0' | '>'): Promise<RawEntry[]> => {
    const reply = await redis.xreadgroup('GROUP', group, consumer, 'COUNT', BATCH_SIZE, 'STREAMS', stream, from);
    return Reply.parse(reply)?.[0]?.[1] ?? [];
  };
  return {
    create: () => createGroup(redis, stream, group),
    /** Entries that this consumer was given before and has not acknowledged. */
    readPending: () => read('0'),
    readNew: () => read('>'),
    /** Makes entries that others have held too long pending for this consumer; returns whether there were any. */
    async claim(): Promise<boolean> {
      const [next, ids] = z
        .tuple([z.string(), z.array(z.string())], z.unknown())
        .parse(await redis.xautoclaim(stream, group, consumer, claimIdleMs, claimFrom, 'COUNT', BATCH_SIZE, 'JUSTID'));
      claimFrom = next; // not from the first each time: they may be what only a later release reads
      return ids.length > 0;
    },
    /**
     * Leaves entries of a newer format to archivers of a later release: they are pending for a consumer that is none, and free
     * to be claimed.
     */
    async leave(format: number, entryIds: readonly string[]): Promise<void> {
      const to = [stream, group, `format-${format}`, 0] as const;
      await redis.call('XCLAIM', ...to, ...entryIds, 'IDLE', claimIdleMs, 'JUSTID');
    },
    async acknowledge(entryIds: readonly string[]): Promise<void> {
      if (entryIds.length > 0) await redis.xack(stream, group, ...entryIds);
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
    /** Removes consumers of archivers that are gone; returns how many. */
    removeDeadConsumers: () => removeDead([stream], [group, DEAD_CONSUMER_MS]),
  };
}
export type OutcomesGroup = ReturnType<typeof createOutcomesGroup>;

export interface OutcomesGroupContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly partition: Partition;
  readonly group: string;
  /** This archiver's name in the group. */
  readonly consumer: string;
  readonly claimIdleMs: number;
}

/** Creates a group if it is missing: at the first start, or after Redis has lost it. It begins with all that is kept. */
export async function createGroup(redis: RedisClient, stream: string, group: string): Promise<void> {
  try {
    await redis.xgroup('CREATE', stream, group, '0', 'MKSTREAM');
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('BUSYGROUP'))) throw error;
  }
}

/** Redis has lost the group, or the stream. */
export function isMissingGroup(error: unknown): boolean {
  return error instanceof Error && error.message.includes('NOGROUP');
}
