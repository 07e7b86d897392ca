import type { PhraseMatch } from '../matching/engine.js';
import { hasDigits, maskPart, maskParts } from '../masking/mask.js';
import { countWords, splitWords, type WordPosition } from '../words/words.js';

/** Kept of one piece of evidence, in characters; a word may be as long as a frame. */
const MAX_EVIDENCE = 1_000;

/**
 * Masks words of some speech by all of it: numbers that identify are often read over several segments, a few digits in
 * each.
 *
 * @param speech texts of successive segments of one speaker
 */
export function createEvidence(speech: readonly string[]): Mask {
  const masked = createMask(speech);
  return (said) => {
    const words = masked(said);
    return words.length > MAX_EVIDENCE ? `${words.slice(0, MAX_EVIDENCE)}…` : words;
  };
}

type Mask = (said: Pick<PhraseMatch, 'from' | 'words'>) => string;

function createMask(speech: readonly string[]): Mask {
  let text: string | undefined;
  const startOf = ({ segment, word }: WordPosition) => {
    const words = speech.slice(0, segment).reduce((sum, each) => sum + countWords(each), 0) + word;
    return splitWords(text ?? '')
      .slice(0, words)
      .reduce((sum, { length }) => sum + length + 1, 0);
  };
  return ({ from, words }) => {
    if (!hasDigits(words)) return words;
    text ??= speech.flatMap(splitWords).join(' ');
    const start = startOf(from);
    return maskPart(text, start, start + words.length);
  };
}

/** Masks the texts of successive segments, numbers that are read over several of them included. */
export function maskSpeech(speech: readonly string[]): string[] {
  return maskParts(speech.map((text) => splitWords(text).join(' ')));
}
