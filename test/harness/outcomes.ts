import { createKeys, Outcome, type RedisClient } from '@cueline/shared';

/** The latest outcome of each interaction that has one; `x#1` is the second with the id `x`. */
export async function readOutcomes(client: RedisClient, partitions = 8): Promise<Map<string, Outcome>> {
  const keys = createKeys('cueline');
  const streams = await Promise.all(
    Array.from({ length: partitions }, (_, partition) => client.xrange(keys.outcomes(partition), '-', '+')),
  );
  return new Map(
    streams.flat().map(([, fields]) => {
      const outcome = Outcome.parse(JSON.parse(fields[fields.indexOf('outcome') + 1] ?? ''));
      const { interactionId, reuse = 0 } = outcome;
      return [reuse === 0 ? interactionId : `${interactionId}#${reuse}`, outcome];
    }),
  );
}
