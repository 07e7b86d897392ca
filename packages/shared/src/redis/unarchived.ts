import { z } from 'zod';
import type { RedisClient } from './redis-client.js';

/** `XINFO GROUPS`: fields and values of each group. */
const Groups = z.array(
  z
    .array(z.union([z.string(), z.number(), z.null()]))
    .transform((pairs) => Object.fromEntries(pairs.flatMap((name, i) => (i % 2 === 0 ? [[name, pairs[i + 1]]] : []))))
    .pipe(z.object({ name: z.string(), pending: z.number(), 'last-delivered-id': z.string() })),
);
/** `XPENDING` of a group: how many, the first id, the last, and by whom. */
const Pending = z.tuple([z.number(), z.string().nullable()], z.unknown());

/**
 * When the oldest outcome was written that an archive has not kept yet (ms of Redis' clock), by the consumer group of that
 * archive; undefined if it has kept all.
 */
export async function readUnarchived(redis: RedisClient, outcomes: string): Promise<Map<string, number | undefined>> {
  const groups = await redis.xinfo('GROUPS', outcomes).then(
    (reply) => Groups.parse(reply),
    (error: unknown) => {
      if (error instanceof Error && error.message.includes('no such key')) return [];
      throw error;
    },
  );
  const oldest = groups.map(async ({ name, pending, 'last-delivered-id': delivered }) => {
    const first = pending > 0 ? Pending.parse(await redis.xpending(outcomes, name))[1] : undefined;
    const entryId = first ?? (await redis.xrange(outcomes, `(${delivered}`, '+', 'COUNT', 1))[0]?.[0];
    return [name, entryId === undefined ? undefined : Number(entryId.split('-')[0])] as const;
  });
  return new Map(await Promise.all(oldest));
}
