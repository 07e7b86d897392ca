import { createKeys, type RedisClient } from '@cueline/shared';
import { z } from 'zod';

const Evidence = z.object({ segmentId: z.string(), heardAtMs: z.number() });
const NearMiss = z.object({
  segmentId: z.string(),
  words: z.string(),
  reason: z.string(),
  lacked: z.array(z.string()),
});

/** What became of an interaction, as far as tests look at it. */
const Outcome = z.object({
  interactionId: z.string(),
  reuse: z.number().optional(),
  disclosures: z.record(z.string(), z.object({ kind: z.string(), evidence: z.array(Evidence).default([]) })),
  prohibited: z.array(z.object({ id: z.string() })),
  nearMisses: z.array(NearMiss),
});
export type Outcome = z.infer<typeof Outcome>;

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
