import { mask } from '@cueline/rules';
import {
  defineScript,
  type Keys,
  MAX_DEAD_LETTERS,
  type Partition,
  type RedisClient,
  streamFields,
} from '@cueline/shared';
import { z } from 'zod';
import type { RawEntry } from './entries.js';
import { GROUP } from './group.js';
import { readScript } from '../scripts.js';

/** What could not be processed: an entry of the stream, or a request for a cue that CXone rejected. */
export interface DeadLetter {
  /** In the partition's stream of dead letters, or of those that were discarded. */
  readonly id: string;
  /** What it was before it was discarded. */
  readonly formerId?: string;
  readonly reason: string;
  /** An entry can be put back, a request cannot. */
  readonly isEntry: boolean;
  /** What else is known of it, by the names that ARCHITECTURE.md has; speech and attributes are masked. */
  readonly fields: Readonly<Record<string, string>>;
}

/** How long a letter that was discarded can be restored. */
export const DISCARDED_MS = 86_400_000;

/** Keeps entries that can't be processed, with the reason, for operators to read and put back. */
export function createDeadLetters({ redis, keys }: { redis: RedisClient; keys: Keys }) {
  const bury = defineScript(redis, { ...readScript('stream/bury'), makesRoom: true }, z.int());
  const move = defineScript(redis, readScript('stream/move-letter'), z.string());
  const putBack = defineScript(redis, readScript('stream/put-back'), z.literal([0, 1]));
  return {
    /** Reads all dead letters of a partition, the oldest first. */
    read: (partition: Partition) => readLetters(redis, keys.dead(partition)),

    /** Reads all letters of a partition that were discarded, the oldest first. */
    readDiscarded: (partition: Partition) => readLetters(redis, keys.discarded(partition)),

    /** Puts an entry back into the stream of segments; returns whether there was a dead letter of this id that is one. */
    async putBack(partition: Partition, id: string): Promise<boolean> {
      return (await putBack([keys.dead(partition), keys.segments(partition)], [id])) === 1;
    },

    /** Puts a dead letter aside, to be restored within a day; returns whether there was one of this id. */
    async discard(partition: Partition, id: string): Promise<boolean> {
      return (await move([keys.dead(partition), keys.discarded(partition)], [id, DISCARDED_MS])) !== '';
    },

    /** Makes a dead letter of one that was put aside; returns the id that it has now, if there was one of this id. */
    async restore(partition: Partition, id: string): Promise<string | undefined> {
      return (await move([keys.discarded(partition), keys.dead(partition)], [id, ''])) || undefined;
    },

    /** Removes a dead letter for good; returns whether there was one of this id. */
    async drop(partition: Partition, id: string): Promise<boolean> {
      return (await redis.xdel(keys.dead(partition), id)) === 1;
    },

    /** Moves an entry from the stream to the dead letters; returns how many of the oldest were dropped to make room. */
    async bury(partition: Partition, [entryId, fields]: RawEntry, reason: string): Promise<number> {
      const dropped = await bury(
        [keys.segments(partition), keys.dead(partition)],
        [
          GROUP,
          entryId,
          reason,
          MAX_DEAD_LETTERS,
          // when it was heard stays, so that the entry can be put back
          ...fields.slice(0, MAX_KEPT_FIELDS).map((text, i) => (fields[i - 1] === 'heardAt' ? text : maskSpeech(text))),
        ],
      );
      return Math.max(0, dropped);
    },
  };
}

async function readLetters(redis: RedisClient, key: string): Promise<DeadLetter[]> {
  const letters = await redis.xrange(key, '-', '+');
  return letters.map(([id, pairs]) => {
    const { reason = '', formerId, ...fields } = streamFields(pairs);
    return { id, ...(formerId === undefined ? {} : { formerId }), reason, isEntry: 'entry' in fields, fields };
  });
}
export type DeadLetters = ReturnType<typeof createDeadLetters>;

/** Most fields and values kept of an entry; ingest writes four. */
const MAX_KEPT_FIELDS = 100;
/** A segment's fields by which an entry that is put back finds its place. */
const IDS = new Set(['interactionId', 'segmentId']);

/** Masks speech and attributes of a segment, but keeps its times and ids. Masks all of what is no segment. */
function maskSpeech(text: string): string {
  try {
    const segment: unknown = JSON.parse(text);
    if (typeof segment !== 'object') return mask(text);
    return JSON.stringify(segment, (name, value: unknown) =>
      typeof value === 'string' && !IDS.has(name) ? mask(value) : value,
    );
  } catch {
    return mask(text);
  }
}
