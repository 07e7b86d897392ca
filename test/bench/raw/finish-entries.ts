import { defineScript, InteractionId, type Keys, type Partition } from '@cueline/shared';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { GROUP } from './raw-limit.js';

/** An entry as it came: its id, and what it holds. */
export const RawEntry = z.tuple([z.string(), z.unknown()]);
type RawEntry = z.infer<typeof RawEntry>;

/** Takes entries of one partition off its stream. */
export type FinishEntries = (partition: Partition, entries: readonly RawEntry[]) => Promise<unknown>;

/** Finishes entries without a look at them. */
export function finishOnly(redis: Redis, keys: Keys): FinishEntries {
  return (partition, entries) => {
    const stream = keys.segments(partition);
    const ids = entries.map(([id]) => id);
    return redis
      .pipeline()
      .xack(stream, GROUP, ...ids)
      .xdel(stream, ...ids)
      .exec();
  };
}

/** About as many bytes as Cueline keeps of a live interaction, which part (f) measures. */
const STATE = Buffer.alloc(2000, 'said and still owed ');

/** KEYS[1] stream, KEYS[2...] the hash of each entry; ARGV[1] group, ARGV[2...] the state for each hash, then the entries' ids */
const KEEP_STATE = `
for i = 2, #KEYS do redis.call('HSET', KEYS[i], 'state', ARGV[i]) end
local ids = { unpack(ARGV, #KEYS + 1) }
redis.call('XACK', KEYS[1], ARGV[1], unpack(ids))
redis.call('XDEL', KEYS[1], unpack(ids))`;

const Fields = z.tuple([z.literal('heardAt'), z.string(), z.literal('segment'), z.string()]);
const Segment = z.object({ interactionId: InteractionId });
const interactionOf = ([, fields]: RawEntry): InteractionId =>
  Segment.parse(JSON.parse(Fields.parse(fields)[3])).interactionId;

/**
 * Finishes entries in the same step that writes a state for the interaction of each, which was read before: the least
 * that must be done by whoever keeps in Redis what was heard. The state is neither parsed nor changed.
 */
export function finishKeepingState(redis: Redis, keys: Keys): FinishEntries {
  const keepState = defineScript(redis, { name: 'keep-state', lua: KEEP_STATE }, z.null());
  return async (partition, entries) => {
    const hashes = entries.map((entry) => keys.interaction(partition, interactionOf(entry)));
    const pipeline = redis.pipeline();
    for (const hash of hashes) pipeline.hgetBuffer(hash, 'state');
    await pipeline.exec();
    const ids = entries.map(([id]) => id);
    return await keepState([keys.segments(partition), ...hashes], [GROUP, ...hashes.map(() => STATE), ...ids]);
  };
}
