import {
  createKeys,
  InteractionId,
  type OutcomeEntry,
  partitionOf,
  type RedisClient,
  type StoredSpeech,
} from '@cueline/shared';
import { z } from 'zod';

const keys = createKeys('cueline');
const PARTITIONS = 8;
const WRITE = `
local entryId = redis.call('XADD', KEYS[1], '*', unpack(ARGV, 2))
if ARGV[1] ~= '' then redis.call('HSET', KEYS[2], entryId, ARGV[1]) end
return entryId`;

/** Writes an outcome into its stream, as a matcher does; returns the id of its entry. */
export async function writeOutcome(
  redis: RedisClient,
  { interactionId, revision, final, outcome }: OutcomeEntry,
  speech?: readonly StoredSpeech[],
): Promise<string> {
  const partition = partitionOf(InteractionId.parse(interactionId), PARTITIONS);
  const fields = ['interactionId', interactionId, 'revision', revision, 'final', final ? '1' : '0'];
  // in one step, as a matcher does: an archiver reads both
  const entryId = z
    .string()
    .parse(
      await redis.eval(
        WRITE,
        2,
        keys.outcomes(partition),
        keys.endedSpeech(partition),
        speech === undefined ? '' : JSON.stringify(speech),
        ...fields,
        'outcome',
        JSON.stringify(outcome),
      ),
    );
  const earlier = await redis.hget(keys.outcomeEntries(partition), interactionId);
  await redis.hset(keys.outcomeEntries(partition), interactionId, earlier === null ? entryId : `${earlier} ${entryId}`);
  return entryId;
}

/** How many outcomes a group has not acknowledged; undefined if the group is missing on a stream that has outcomes. */
export async function countUnarchived(redis: RedisClient, group: string): Promise<number | undefined> {
  const counts = await Promise.all(
    Array.from({ length: PARTITIONS }, async (_, partition) => {
      const stream = keys.outcomes(partition);
      if ((await redis.xlen(stream)) === 0) return 0;
      const groups = z.array(z.array(z.unknown())).parse(await redis.xinfo('GROUPS', stream));
      const fields = groups.find((pairs) => pairs[1] === group);
      if (fields === undefined) return undefined;
      const info = Object.fromEntries(fields.flatMap((name, i) => (i % 2 === 0 ? [[name, fields[i + 1]]] : [])));
      const unread = await redis.xrange(stream, `(${String(info['last-delivered-id'])}`, '+');
      return Number(info['pending']) + unread.length;
    }),
  );
  return counts.reduce<number | undefined>(
    (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
    0,
  );
}
