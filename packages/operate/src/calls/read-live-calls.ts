import { type Pack, parseState } from '@cueline/rules';
import {
  InteractionHash,
  InteractionId,
  type Keys,
  parseDesktop,
  type Partition,
  readFields,
  type RedisClient,
  toUs,
} from '@cueline/shared';
import { keysOf, type PipelineContext } from '../pipeline-context.js';
import { type LiveCall, liveCallOf } from './live-call.js';
import { readPack } from '../read-pack.js';

/** Most calls read: some 20 µs of Redis and a millisecond of ours each, while the pipeline works. */
const MAX_READ = 2_000;
const READ_TOGETHER = 100;

const Stored = InteractionHash.pick({ v: true, pack: true, state: true, heard: true, closed: true, desktop: true });

/** The live calls, and how many more there are that were not read. */
export interface LiveCalls {
  /** Redis' clock. */
  readonly atMs: number;
  readonly calls: readonly LiveCall[];
  readonly unread: number;
}

export interface ReadLiveContext extends PipelineContext {
  readonly maxRead?: number;
}

/**
 * Reads the live calls by what becomes due next: no key is searched for, so that a user who may only read can do it, and it
 * costs the same however many keys Redis has. What cannot be read, or ended meanwhile, is left out.
 */
export async function readLiveCalls({ maxRead = MAX_READ, ...pipeline }: ReadLiveContext): Promise<LiveCalls> {
  const { redis, partitions } = pipeline;
  const keys = keysOf(pipeline);
  const packs = createPackReader(redis, keys);
  const numbers = Array.from({ length: partitions }, (_, partition) => partition);
  const listed = await Promise.all(numbers.map((partition) => listPartition(redis, keys, partition, maxRead)));
  const known = listed
    .flatMap(({ entries }) => entries)
    .toSorted((a, b) => a.nextAtMs - b.nextAtMs)
    .slice(0, maxRead);
  const calls: LiveCall[] = [];
  for (let from = 0; from < known.length; from += READ_TOGETHER) {
    const read = known.slice(from, from + READ_TOGETHER).map(async ({ id, partition }) => {
      const key = keys.interaction(partition, InteractionId.parse(id));
      const stored = await readFields(redis, key, Stored);
      if (stored === undefined) return [];
      const { pack, state, heard, closed, desktop } = stored;
      const call = {
        interactionId: id,
        pack: await packs(pack),
        state: parseState(state, heard),
        desktop: parseDesktop(desktop),
      };
      const isOver = closed !== undefined || call.state.endedAtUs !== undefined;
      return isOver ? [] : [liveCallOf(call, listed[partition]?.watermarkUs ?? 0)];
    });
    for (const result of await Promise.allSettled(read)) if (result.status === 'fulfilled') calls.push(...result.value);
  }
  const [seconds] = await redis.time();
  const total = listed.reduce((sum, { count }) => sum + count, 0);
  return { atMs: Number(seconds) * 1000, calls, unread: total - known.length };
}

async function listPartition(redis: RedisClient, keys: Keys, partition: Partition, maxRead: number) {
  const [flat, count, watermark] = await Promise.all([
    redis.zrange(keys.deadlines(partition), '0', String(maxRead - 1), 'WITHSCORES'),
    redis.zcard(keys.deadlines(partition)),
    redis.hget(keys.listening(partition), 'watermark'),
  ]);
  const entries = flat.flatMap((id, at) => (at % 2 === 0 ? [{ id, partition, nextAtMs: Number(flat[at + 1]) }] : []));
  return { entries, count, watermarkUs: toUs(Number(watermark ?? 0)) };
}

/** Each pack is read and parsed once. */
function createPackReader(redis: RedisClient, keys: Keys): (digest: string) => Promise<Pack> {
  const packs = new Map<string, Promise<Pack>>();
  return (digest) => {
    const pack = packs.get(digest) ?? readPack(redis, keys, digest);
    packs.set(digest, pack);
    return pack;
  };
}
