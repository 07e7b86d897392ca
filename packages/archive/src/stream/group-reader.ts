import { defineScript, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import { readScript } from '../scripts.js';

/** Entries read at once: enough to make a commit worth it. */
const BATCH_SIZE = 100;
/** A consumer unseen for so long, and without pending entries, is removed. */
const DEAD_CONSUMER_MS = 3_600_000;

/** An entry as stored: its id, and field, value, field, value… `null` if it was removed while it was pending. */
export type RawEntry = readonly [entryId: string, fields: readonly string[] | null];

const Reply = z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.array(z.string()).nullable()]))])).nullable();

export interface GroupReaderContext {
  readonly redis: RedisClient;
  readonly stream: string;
  readonly group: string;
  /** This archiver's name in the group. */
  readonly consumer: string;
  readonly claimIdleMs: number;
}

/** One stream, read as one consumer of a group. */
export function createGroupReader({ redis, stream, group, consumer, claimIdleMs }: GroupReaderContext) {
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
    async acknowledge(entryIds: readonly string[]): Promise<void> {
      if (entryIds.length > 0) await redis.xack(stream, group, ...entryIds);
    },
    /** Removes consumers of archivers that are gone; returns how many. */
    removeDeadConsumers: () => removeDead([stream], [group, DEAD_CONSUMER_MS]),
  };
}
export type GroupReader = ReturnType<typeof createGroupReader>;

/** Creates a group if it is missing: at the first start, or after Redis has lost it. It begins with all that is kept. */
export async function createGroup(redis: RedisClient, stream: string, group: string): Promise<void> {
  try {
    await redis.xgroup('CREATE', stream, group, '0', 'MKSTREAM');
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('BUSYGROUP'))) throw error;
  }
}

/** Does something with a group; creates it if Redis has lost it, or the stream. */
export async function withGroup<T>({ create }: Pick<GroupReader, 'create'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('NOGROUP'))) throw error;
    await create();
    return work();
  }
}
