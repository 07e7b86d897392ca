import { turnStartOf, writtenWordsOf, type HeardSpeech } from '../speech/heard-speech.js';
import {
  commonNegators,
  foreignSubjects,
  reassurances,
  statementOpeners,
  subordinators,
  tags,
  trailingNegators,
} from '../pack/language.js';
import { MAX_MARK_WORDS } from '@cueline/shared/marks';

/** How many words before a match, and behind it, may deny it. */
const WORDS_BEFORE = 3;
const WORDS_BEHIND = 2;

/** What ends a clause, with the quotation marks and brackets around it. */
const ENDS_CLAUSE = /[.,?!…;:]["'»“”’)\]]*$/;

/** Words of a speech, from one up to the one before the other. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Judges what is meant in a language of which little is known: a word that denies and stands close by denies, unless its
 * statement is over.
 *
 * @param match the words that a phrase was heard in
 */
export function foreignMeaningOf(speech: HeardSpeech, match: Stretch): 'stated' | 'denied' {
  return isDenied(speech, match, (at) => speech.words[at]?.negates === true) ? 'denied' : 'stated';
}

/** Whether a word that denies in other languages than English denies a match. */
export function isDeniedAbroad(speech: HeardSpeech, match: Stretch): boolean {
  return isDenied(speech, match, (at) => commonNegators.has(speech.words[at]?.text ?? ''));
}

function isDenied(speech: HeardSpeech, { from, to }: Stretch, negates: (at: number) => boolean): boolean {
  const { written } = speech;
  const first = turnStartOf(speech, written[from] ?? 0);
  for (let at = from - 1; at >= from - WORDS_BEFORE && (written[at] ?? -1) >= first; at -= 1) {
    if (negates(at)) return !isOver(speech, { from: at + 1, to: from });
  }
  return deniesBehind(speech, to);
}

/** Whether the statement of a word that denies is over before a match, given what stands between the two. */
function isOver(speech: HeardSpeech, { from, to }: Stretch): boolean {
  const { words } = speech;
  const texts = words.slice(from, to).map(({ text }) => text);
  const next = words[to]?.text ?? '';
  if (foreignSubjects.has(texts[0] ?? next) || texts.some((text) => reassurances.has(text))) return true;
  if (subordinators.has(texts.at(-1) ?? '')) return false;
  return statementOpeners.has(next) || clauseEndsIn(speech, { from, to });
}

/** Whether a clause ends before one of these words or the one behind them, and what it says goes no further. */
function clauseEndsIn(speech: HeardSpeech, { from, to }: Stretch): boolean {
  const { words, written } = speech;
  const all = writtenWordsOf(speech);
  for (let at = from; at <= to; at += 1) {
    if (subordinators.has(words[at]?.text ?? '')) continue;
    if (all.slice(written[at - 1], written[at]).some((word) => ENDS_CLAUSE.test(word))) return true;
  }
  return false;
}

/** Whether the words from one on deny what stands before them: `nicht`, but neither `nicht wahr` nor `. Nicht`. */
function deniesBehind(speech: HeardSpeech, from: number): boolean {
  const behind = speech.words.slice(from, from + WORDS_BEHIND + 1).map(({ text }) => text);
  const at = behind.slice(0, WORDS_BEHIND).findIndex((text) => trailingNegators.has(text));
  return at >= 0 && !tags.has(behind[at + 1] ?? '') && !clauseEndsIn(speech, { from, to: from + at });
}

/** Within so many words, marks included, a text may begin with what denies a match before it. */
const MAX_WORDS_BEHIND = WORDS_BEHIND + MAX_MARK_WORDS;

const UNDOES = new RegExp(
  String.raw`^\s*(?:\S+\s+){0,${MAX_WORDS_BEHIND}}\P{L}*(?:${[...trailingNegators, ...tags].join('|')})(?!\p{L})`,
  'iu',
);

/** Whether a text may deny a match that ends before it, or undo such a denial. */
export const mayDenyBefore = (text: string): boolean => UNDOES.test(text);
