import { turnStartOf, type HeardSpeech } from '../speech/heard-speech.js';
import { foreignSubjects, trailingNegators } from '../pack/language.js';

/** How many words before a match, and behind it, may deny it. */
const WORDS_BEFORE = 3;
export const WORDS_BEHIND = 2;

/**
 * Judges what is meant in a language of which little is known: a word that denies and stands close by denies, unless a
 * new statement begins behind it.
 *
 * @param match the words from `from` up to the one before `to`
 */
export function foreignMeaningOf(
  { words, written, turnStarts }: HeardSpeech,
  { from, to }: { from: number; to: number },
): 'stated' | 'denied' {
  const first = turnStartOf({ turnStarts }, written[from] ?? 0);
  for (let at = from - 1; at >= from - WORDS_BEFORE && (written[at] ?? -1) >= first; at -= 1) {
    if (words[at]?.negates === true) return foreignSubjects.has(words[at + 1]?.text ?? '') ? 'stated' : 'denied';
  }
  return words.slice(to, to + WORDS_BEHIND).some(({ text }) => trailingNegators.has(text)) ? 'denied' : 'stated';
}

/** Whether what is said from a written word on may deny a match that ends before it. */
export function deniesBefore({ words, written }: HeardSpeech, writtenWord: number): boolean {
  const first = written.findIndex((word) => word >= writtenWord);
  return first >= 0 && words.slice(first, first + WORDS_BEHIND).some(({ text }) => trailingNegators.has(text));
}
