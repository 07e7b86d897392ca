import { z } from 'zod';
import { EpochMs, InteractionId } from './segment.js';

const MAX_ID_BYTES = 256;

/**
 * An interaction's id in a frame. Refuses ids over 256 bytes and ids that cannot be part of a URL's path, even
 * percent-encoded: those with half a surrogate pair, and `.` and `..`, which lead to another path.
 */
export const WireInteractionId = InteractionId.refine(
  (id) => Buffer.byteLength(id) <= MAX_ID_BYTES && !/\p{Surrogate}|^\.\.?$/u.test(id),
);

/** ISO 8601 with or without dashes and colons, seconds, fraction and offset. */
const ISO_TIME =
  /^(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?(?:Z|([+-]\d\d)(?::?(\d\d))?)?$/i;

/** Converts a time to the one form that all parsers read; leaves other text as it is. */
const toUsualForm = (text: string): string =>
  text.replace(
    ISO_TIME,
    (_, year, month, day, hour, minute, second = '00', fraction = '0', offset, offsetMinutes = '00') => {
      const zone = offset === undefined ? 'Z' : `${offset}:${offsetMinutes}`;
      return `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}${zone}`;
    },
  );

/** ISO 8601 (UTC if it has no offset) or ms since the Unix epoch; parsed to the latter. */
const WireTime = z.union([
  EpochMs.min(0),
  z
    .string()
    .transform(toUsualForm)
    .pipe(z.iso.datetime({ offset: true }))
    .transform(Date.parse),
]);

/** Values above 1 by at most a single-precision rounding error count as 1. */
const WireConfidence = z
  .number()
  .min(0)
  .max(1 + 1e-6)
  .transform((confidence) => Math.min(confidence, 1));

/** In characters. No rule asks for a longer attribute, and it would stay in Redis for the whole call. */
const MAX_NAME_LENGTH = 128;
const MAX_VALUE_LENGTH = 1024;

/** A flat object; fields that are nested, null or too long are ignored, as unknown fields are. */
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

/** A frame of finished speech, with our field names. */
export const WireSegment = z.object({
  isFinal: z.literal(true),
  interactionId: WireInteractionId,
  speaker: z.string(),
  text: z.string(),
  confidence: WireConfidence.default(1),
  /** An empty or too long id is dropped; ingest then names the segment by its frame. */
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
