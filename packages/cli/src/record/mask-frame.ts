import { mask } from '@cueline/rules';
import { parseJson, type FrameFormat } from '@cueline/shared';

/** Fields of a frame that are no speech: their digits stay, so that calls stay apart and in time. */
const KEPT = ['type', 'interactionId', 'segmentId', 'speaker', 'startTime', 'endTime', 'language'] as const;

/**
 * Masks what of a frame may identify a card or a person: numbers in all its texts, but for ids and times. What is no JSON is masked
 * as a whole.
 */
export function maskFrame(raw: Buffer, { fields, layout }: Pick<FrameFormat, 'fields' | 'layout'>): string {
  let frame: unknown;
  try {
    frame = parseJson(raw);
  } catch {
    return mask(raw.toString());
  }
  const kept = new Set<string>(KEPT.flatMap((field) => layout?.names(field) ?? fields[field] ?? field));
  return JSON.stringify(frame, (name, value: unknown) => {
    if (kept.has(name)) return value;
    if (typeof value === 'number' && mask(String(value)) !== String(value)) return mask(String(value));
    return typeof value === 'string' ? mask(value) : value;
  });
}
