import { z } from 'zod';
import { InteractionId } from './segment.js';

const MAX_INTERACTION_ID_BYTES = 256;

/**
 * An interaction's id in a frame. Refused are those that cannot stand in the path of a URL, percent-encoded or not: one with half a
 * surrogate pair, and `.` and `..`, which lead to another path.
 */
export const WireInteractionId = InteractionId.refine(
  (id) => Buffer.byteLength(id) <= MAX_INTERACTION_ID_BYTES && !/\p{Surrogate}|^\.\.?$/u.test(id),
);

/** ISO 8601 (UTC where it names no offset) or ms since the epoch; gives the latter. */
const WireTime = z.union([
  z.number().min(0),
  z.iso
    .datetime({ offset: true, local: true })
    .transform((text) => Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`)),
]);

/** A flat object; what is nested or null in it is passed over, as unknown fields are. */
const WireAttributes = z
  .record(z.string(), z.unknown())
  .transform((attributes) =>
    Object.fromEntries(
      Object.entries(attributes).flatMap(([name, value]) =>
        ['string', 'number', 'boolean'].includes(typeof value) ? [[name, String(value)]] : [],
      ),
    ),
  );

/** A frame of finished speech, its fields under our names. */
export const WireSegment = z.object({
  isFinal: z.literal(true),
  interactionId: WireInteractionId,
  speaker: z.string(),
  text: z.string(),
  confidence: z.number().min(0).max(1).default(1),
  segmentId: z.union([z.string().min(1), z.number().transform(String)]).optional(),
  startTime: WireTime.optional(),
  endTime: WireTime.optional(),
  language: z.string().optional(),
  attributes: WireAttributes.optional(),
});
