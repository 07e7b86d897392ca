import {
  type InteractionId,
  type Keys,
  type OutcomeEntry,
  parseOutcomeEntry,
  type Partition,
  type RedisClient,
} from '@cueline/shared';

/** Reads the outcomes of one interaction, the latest first. */
export async function readOutcomes(
  redis: RedisClient,
  keys: Keys,
  partition: Partition,
  interactionId: InteractionId,
): Promise<OutcomeEntry[]> {
  const entryIds = (await redis.hget(keys.outcomeEntries(partition), interactionId))?.split(' ') ?? [];
  const stream = keys.outcomes(partition);
  const found = await Promise.all(entryIds.toReversed().map((entryId) => redis.xrange(stream, entryId, entryId)));
  return found.flat().flatMap(([, fields]) => parseOutcomeEntry(fields) ?? []);
}
