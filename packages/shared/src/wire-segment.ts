import { z } from 'zod';
import { InteractionId } from './segment.js';

const MAX_ID_BYTES = 256;

/**
 * An interaction's id in a frame. Refused are those that cannot stand in the path of a URL, percent-encoded or not: one with half a
 * surrogate pair, and `.` and `..`, which lead to another path.
 */
export const WireInteractionId = InteractionId.refine(
  (id) => Buffer.byteLength(id) <= MAX_ID_BYTES && !/\p{Surrogate}|^\.\.?$/u.test(id),
);

/** The forms of ISO 8601: with and without dashes and colons, seconds, fraction and offset. */
const ISO_TIME =
  /^(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?(?:Z|([+-]\d\d)(?::?(\d\d))?)?$/i;

/** In the one form that all parsers read; what is no time stays as it is. */
const toUsualForm = (text: string): string =>
  text.replace(
    ISO_TIME,
    (_, year, month, day, hour, minute, second = '00', fraction = '0', offset, offsetMinutes = '00') => {
      const zone = offset === undefined ? 'Z' : `${offset}:${offsetMinutes}`;
      return `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}${zone}`;
    },
  );

/** ISO 8601 (UTC where it names no offset) or ms since the epoch; gives the latter. */
const WireTime = z.union([
  z.number().min(0),
  z
    .string()
    .transform(toUsualForm)
    .pipe(z.iso.datetime({ offset: true }))
    .transform(Date.parse),
]);

/** Above 1 by no more than single precision errs: taken for 1. */
const WireConfidence = z
  .number()
  .min(0)
  .max(1 + 1e-6)
  .transform((confidence) => Math.min(confidence, 1));

/** In characters; what is longer is no attribute that a rule asks for, and would lie in Redis for the whole call. */
const MAX_NAME_LENGTH = 128;
const MAX_VALUE_LENGTH = 1024;

/** A flat object; what is nested, null or too long in it is passed over, as unknown fields are. */
const WireAttributes = z
  .record(z.string(), z.unknown())
  .transform((attributes) =>
    Object.fromEntries(
      Object.entries(attributes).flatMap(([name, value]) =>
        ['string', 'number', 'boolean'].includes(typeof value) &&
        name.length <= MAX_NAME_LENGTH &&
        String(value).length <= MAX_VALUE_LENGTH
          ? [[name, String(value)]]
          : [],
      ),
    ),
  );

/** A frame of finished speech, its fields under our names. */
export const WireSegment = z.object({
  isFinal: z.literal(true),
  interactionId: WireInteractionId,
  speaker: z.string(),
  text: z.string(),
  confidence: WireConfidence.default(1),
  /** Empty or too long it names nothing, and the frame is named by what it says. */
  segmentId: z
    .union([z.string(), z.number().transform(String)])
    .optional()
    .transform((id) => (id === '' || Buffer.byteLength(id ?? '') > MAX_ID_BYTES ? undefined : id)),
  startTime: WireTime.optional(),
  endTime: WireTime.optional(),
  language: z
    .string()
    .optional()
    .transform((tag) => ((tag?.length ?? 0) > MAX_NAME_LENGTH ? undefined : tag)),
  attributes: WireAttributes.optional(),
});
