import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { z } from 'zod';

/** Keys of one kind: how many, and their bytes, as Redis counts them. */
export interface KindMemory {
  keys: number;
  bytes: number;
}

/** What keys of a partition hold, by the part of their name behind the hash tag; others are `other`. */
const KINDS = new Map<string | undefined, Kind>([
  ['interaction', 'live interactions'],
  ['seen', 'seen'],
  ['segments', 'streams'],
  ['outcomes', 'outcomes'],
  ['deadlines', 'deadlines and outbox'],
  ['outbox', 'deadlines and outbox'],
]);

const noKeys = () => ({
  'live interactions': { keys: 0, bytes: 0 },
  'stubs of ended ones': { keys: 0, bytes: 0 },
  seen: { keys: 0, bytes: 0 },
  streams: { keys: 0, bytes: 0 },
  outcomes: { keys: 0, bytes: 0 },
  'deadlines and outbox': { keys: 0, bytes: 0 },
  other: { keys: 0, bytes: 0 },
});
export type Kind = keyof ReturnType<typeof noKeys>;

/** What Redis' memory is used for at one moment. */
export interface RedisMemory {
  readonly usedBytes: number;
  readonly kinds: Readonly<Record<Kind, KindMemory>>;
  /** Segments that `seen` remembers. */
  readonly seenSegments: number;
}

const SCAN_COUNT = 500;
const POLL_MS = 1000;
const Replies = z.array(z.tuple([z.null(), z.number().nullable()])).nullable();

/** All memory that Redis uses, apart from buffers of its connections and its log, which come and go with the load. */
export async function readUsedBytes(redis: Redis): Promise<number> {
  const info = await redis.info('memory');
  const bytesOf = (field: string) => Number(new RegExp(`^${field}:(\\d+)`, 'm').exec(info)?.[1]);
  return bytesOf('used_memory') - bytesOf('mem_clients_normal') - bytesOf('mem_aof_buffer');
}

/** Looks at every key. */
export async function readRedisMemory(redis: Redis): Promise<RedisMemory> {
  const usedBytes = await readUsedBytes(redis);
  const memory: Record<Kind, KindMemory> = noKeys();
  let seenSegments = 0;
  for await (const found of redis.scanStream({ count: SCAN_COUNT })) {
    const names = z.array(z.string()).parse(found);
    const pipeline = redis.pipeline();
    for (const name of names) {
      const isSeen = kindOf(name) === 'seen';
      // members of `seen` are all of one size: some tell for all
      pipeline.memory('USAGE', name, 'SAMPLES', isSeen ? 5 : 0);
      if (isSeen) pipeline.scard(name);
      else if (kindOf(name) === 'live interactions') pipeline.hexists(name, 'state');
      else pipeline.exists(name);
    }
    const replies = Replies.parse(await pipeline.exec()) ?? [];
    for (const [i, name] of names.entries()) {
      const bytes = replies[2 * i]?.[1] ?? 0;
      const more = replies[2 * i + 1]?.[1] ?? 0;
      const kind = kindOf(name);
      if (kind === 'seen') seenSegments += more;
      const counted = memory[kind === 'live interactions' && more === 0 ? 'stubs of ended ones' : kind];
      counted.keys += 1;
      counted.bytes += bytes;
    }
  }
  return { usedBytes, kinds: memory, seenSegments };
}

/** Waits until no interaction's state is left. */
export async function noneLive(redis: Redis): Promise<void> {
  while ((await readRedisMemory(redis)).kinds['live interactions'].keys > 0) await delay(POLL_MS);
}

function kindOf(key: string): Kind {
  return KINDS.get(/^[^{]+:\{\d+\}:([^:]+)/.exec(key)?.[1]) ?? 'other';
}
