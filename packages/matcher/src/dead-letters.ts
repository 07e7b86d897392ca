import { mask } from '@cueline/rules';
import {
  defineScript,
  type Keys,
  MAX_DEAD_LETTERS,
  type Partition,
  readScript,
  type RedisClient,
} from '@cueline/shared';
import { z } from 'zod';
import type { RawEntry } from './entries.js';
import { GROUP } from './group.js';

/** Entries that can't be processed, kept with the reason where an operator can read them and put them back. */
export function createDeadLetters({ redis, keys }: { redis: RedisClient; keys: Keys }) {
  const bury = defineScript(redis, { ...readScript('bury', import.meta.url), makesRoom: true }, z.int());
  return {
    /** Moves an entry from the stream to the dead letters; returns how many of the oldest of these had to go for it. */
    async bury(partition: Partition, [entryId, fields]: RawEntry, reason: string): Promise<number> {
      const dropped = await bury(
        [keys.segments(partition), keys.dead(partition)],
        [
          GROUP,
          entryId,
          reason,
          MAX_DEAD_LETTERS,
          ...fields.slice(0, MAX_KEPT_FIELDS).map((field) => (field.startsWith('{') ? maskSpeech(field) : field)),
        ],
      );
      return Math.max(0, dropped);
    },
  };
}
export type DeadLetters = ReturnType<typeof createDeadLetters>;

/** Fields and values kept of an entry; ingest writes four. */
const MAX_KEPT_FIELDS = 100;
/** Fields of a segment by which an entry that is put back finds its place. */
const IDS = new Set(['interactionId', 'segmentId']);

/** Masks speech and attributes, and leaves times and ids as they are, so that the entry can be put back. */
function maskSpeech(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), (name, value: unknown) =>
      typeof value === 'string' && !IDS.has(name) ? mask(value) : value,
    );
  } catch {
    return mask(json);
  }
}
