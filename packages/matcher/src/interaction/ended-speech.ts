import { mask, maskSpeech, type HeardSegment } from '@cueline/rules';
import { type StoredSpeech, toMs } from '@cueline/shared';

/** Most that is kept of what is said in one interaction, in bytes, as `apply.lua` has it. */
const MOST_SPEECH = 4_194_304;

/** Whether so much was said that some of it was not kept. */
export const isSpeechCut = (lines: string): boolean => Buffer.byteLength(lines) >= MOST_SPEECH;

/** A segment as it is kept until its interaction ends: as heard. */
export function storedSpeech(segment: HeardSegment): StoredSpeech {
  const { segmentId, speaker, text, heardAtUs, startUs, confidence, attributes, language } = segment;
  return {
    segmentId,
    speaker,
    text,
    heardAtMs: toMs(heardAtUs),
    ...(startUs === undefined ? {} : { startMs: toMs(startUs) }),
    confidence,
    ...(language === undefined ? {} : { language }),
    ...(attributes === undefined || Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

/**
 * Masks what was said in an interaction, by all that each speaker said in it, and its attributes; these stay where they
 * change only.
 *
 * @param speech in the order in which it was heard
 */
export function maskedSpeech(speech: readonly StoredSpeech[]): StoredSpeech[] {
  const spokenAt = ({ startMs, heardAtMs }: StoredSpeech) => startMs ?? heardAtMs;
  const texts = speech.map(() => '');
  for (const speaker of new Set(speech.map((one) => one.speaker))) {
    const own = [...speech.entries()]
      .filter(([, one]) => one.speaker === speaker)
      .toSorted(([, a], [, b]) => spokenAt(a) - spokenAt(b));
    const masked = maskSpeech(own.map(([, { text }]) => text));
    for (const [i, [place]] of own.entries()) texts[place] = masked[i] ?? '';
  }
  const known = new Map<string, string>();
  return speech.map(({ attributes = {}, ...rest }, i) => {
    const changed = Object.entries(attributes).filter(([name, value]) => known.get(name) !== value);
    for (const [name, value] of changed) known.set(name, value);
    const one = { ...rest, text: texts[i] ?? '' };
    return changed.length === 0
      ? one
      : { ...one, attributes: Object.fromEntries(changed.map(([name, value]) => [name, mask(value)])) };
  });
}
