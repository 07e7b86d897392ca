import { readFileSync } from 'node:fs';
import { mask } from '@cueline/rules';
import { defineScript, type Keys, type Partition, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import type { RawEntry } from './entries.js';
import { GROUP } from './group.js';

/** Dead letters kept per partition, about. */
const MAX_DEAD_LETTERS = 1000;

/** Entries that can't be processed, kept with the reason where an operator can read them and put them back. */
export function createDeadLetters({ redis, keys }: { redis: RedisClient; keys: Keys }) {
  const bury = defineScript(
    redis,
    { name: 'bury', lua: readFileSync(new URL('../src/bury.lua', import.meta.url), 'utf8'), makesRoom: true },
    z.int(),
  );
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
          ...fields.map((field) => (field.startsWith('{') ? maskSpeech(field) : field)),
        ],
      );
      return Math.max(0, dropped);
    },
  };
}
export type DeadLetters = ReturnType<typeof createDeadLetters>;

/** Masks what was said, and leaves times and ids as they are, so that the entry can be put back. */
function maskSpeech(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), (name, value: unknown) =>
      name === 'text' && typeof value === 'string' ? mask(value) : value,
    );
  } catch {
    return mask(json);
  }
}
