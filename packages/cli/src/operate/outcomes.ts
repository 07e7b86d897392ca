import { Desktop, HeardNearMiss } from '@cueline/rules';
import { type InteractionId, type Keys, type Partition, type RedisClient, streamFields } from '@cueline/shared';
import { z } from 'zod';
import { ShownJudgement } from './shown-verdict.js';

/** The outcome of an interaction, as it was written when it ended; more may be in it. */
const Outcome = z.looseObject({
  ...ShownJudgement.loose().shape,
  firstHeardAtMs: z.number(),
  endedAtMs: z.number(),
  /** How it ended; `silence`: it may resume. */
  endedBy: z.enum(['frame', 'silence', 'forget']).optional(),
  nearMisses: z.array(HeardNearMiss).default([]),
  pack: z.string(),
  /** How many interactions had this id before. */
  reuse: z.number().optional(),
  desktop: Desktop,
});

/** An outcome in its stream. */
const OutcomeEntry = z.object({
  interactionId: z.string(),
  revision: z.coerce.number(),
  final: z.stringbool(),
  outcome: z.string().transform(parseJson).pipe(Outcome),
});
export type OutcomeEntry = z.infer<typeof OutcomeEntry>;

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
}

/** Reads an entry of the stream of outcomes, its fields and values one after the other; undefined where it has another shape. */
export function parseOutcomeEntry(fields: readonly string[]): OutcomeEntry | undefined {
  return OutcomeEntry.safeParse(streamFields(fields)).data;
}

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
