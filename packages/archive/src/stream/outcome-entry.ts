import { jsonField, StoredSpeech, streamFields } from '@cueline/shared';
import { z } from 'zod';

/** Something that was said, masked. */
const Said = z.looseObject({ key: z.string(), words: z.string(), heardAtMs: z.number(), segmentId: z.string() });

/**
 * An outcome as far as the archive has to understand it: a matcher of a later version may write verdicts and fields that this
 * one does not know, and all are kept. `Outcome` of `packages/shared` says what a matcher of this version writes.
 */
export const ArchivedOutcome = z.looseObject({
  interactionId: z.string().min(1),
  endedBy: z.string(),
  reuse: z.number().optional(),
  firstHeardAtMs: z.number(),
  lastHeardAtMs: z.number(),
  endedAtMs: z.number(),
  pack: z.string(),
  attributes: z.record(z.string(), z.string()),
  disclosures: z.record(
    z.string(),
    z.looseObject({
      kind: z.string(),
      dueAtMs: z.number().optional(),
      saidAtMs: z.number().optional(),
      evidence: z.array(Said).optional(),
    }),
  ),
  prohibited: z.array(z.looseObject({ id: z.string(), match: Said })).readonly(),
  nearMisses: z.array(Said),
  shadow: z
    .looseObject({
      pack: z.string(),
      differences: z.array(
        z.looseObject({ rule: z.string(), list: z.string(), inForce: z.string(), shadow: z.string() }),
      ),
    })
    .optional(),
  desktop: z.looseObject({ cues: z.array(z.looseObject({ kind: z.string(), items: z.array(z.string()) })) }),
});
export type ArchivedOutcome = z.infer<typeof ArchivedOutcome>;

const ArchivedEntry = z.object({
  interactionId: z.string().min(1),
  revision: z.coerce.number(),
  final: z.stringbool(),
  outcome: jsonField(ArchivedOutcome),
  /** What was said in the call, masked, if it is kept. Not in its stream: see `outcomes-group.ts`. */
  speech: jsonField(z.array(StoredSpeech.loose()).readonly()).optional(),
});
/** An entry of the stream of outcomes. */
export type ArchivedEntry = z.infer<typeof ArchivedEntry>;

/** Parses the fields and values of an entry; `undefined` if it is no outcome. */
export function parseArchivedEntry(fields: readonly string[]): ArchivedEntry | undefined {
  return ArchivedEntry.safeParse(streamFields(fields)).data;
}
