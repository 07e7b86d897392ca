import {
  type InteractionId,
  type Keys,
  type OutcomeEntry,
  parseOutcomeEntry,
  type Partition,
  type RedisClient,
} from '@cueline/shared';

const PAGE_LENGTH = 1000;

/** Reads the outcomes of one interaction, the latest first. */
export async function readOutcomes(redis: RedisClient, keys: Keys, partition: Partition, interactionId: InteractionId) {
  const found: OutcomeEntry[] = [];
  for (let end = '+'; ;) {
    const page = await redis.xrevrange(keys.outcomes(partition), end, '-', 'COUNT', PAGE_LENGTH);
    for (const [, fields] of page) {
      const entry = parseOutcomeEntry(fields);
      if (entry?.interactionId === interactionId) found.push(entry);
    }
    if (page.length < PAGE_LENGTH) return found;
    end = `(${page.at(-1)?.[0] ?? ''}`;
  }
}
