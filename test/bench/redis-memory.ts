import type { Redis } from 'ioredis';
import { z } from 'zod';

/** Keys of one kind: how many, and their bytes, as Redis counts them. */
export interface KindMemory {
  keys: number;
  bytes: number;
}

const kinds = [
  'live interactions',
  'stubs of ended ones',
  'seen',
  'streams',
  'outcomes',
  'deadlines and outbox',
  'other',
] as const;
export type Kind = (typeof kinds)[number];

/** What Redis' memory is used for at one moment. */
export interface RedisMemory {
  readonly usedBytes: number;
  readonly kinds: Readonly<Record<Kind, KindMemory>>;
  /** Segments that `seen` remembers. */
  readonly seenSegments: number;
}

const SCAN_COUNT = 500;
const Replies = z.array(z.tuple([z.null(), z.number().nullable()])).nullable();

/** Looks at every key. */
export async function readRedisMemory(redis: Redis): Promise<RedisMemory> {
  const used = /^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1];
  const memory = Object.fromEntries(kinds.map((kind) => [kind, { keys: 0, bytes: 0 }])) as Record<Kind, KindMemory>;
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
  return { usedBytes: Number(used), kinds: memory, seenSegments };
}

function kindOf(key: string): Kind {
  const name = /^[^{]+:\{\d+\}:([^:]+)/.exec(key)?.[1];
  switch (name) {
    case 'interaction':
      return 'live interactions';
    case 'seen':
    case 'outcomes':
      return name;
    case 'segments':
      return 'streams';
    case 'deadlines':
    case 'outbox':
      return 'deadlines and outbox';
    default:
      return 'other';
  }
}
