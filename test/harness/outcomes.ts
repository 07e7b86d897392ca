import { createKeys } from '@cueline/shared';
import type { Redis } from 'ioredis';
import { z } from 'zod';

/** What became of an interaction, as far as tests look at it. */
const Outcome = z.object({
  interactionId: z.string(),
  disclosures: z.record(z.string(), z.object({ kind: z.string() })),
  prohibited: z.array(z.object({ id: z.string() })),
});
export type Outcome = z.infer<typeof Outcome>;

/** The latest outcome of each interaction that has one. */
export async function readOutcomes(client: Redis): Promise<Map<string, Outcome>> {
  const keys = createKeys('cueline');
  const streams = await Promise.all(
    Array.from({ length: 8 }, (_, partition) => client.xrange(keys.outcomes(partition), '-', '+')),
  );
  return new Map(
    streams.flat().map(([, fields]) => {
      const outcome = Outcome.parse(JSON.parse(fields[fields.indexOf('outcome') + 1] ?? ''));
      return [outcome.interactionId, outcome];
    }),
  );
}
