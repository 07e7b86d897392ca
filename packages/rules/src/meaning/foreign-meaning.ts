import { turnStartOf, writtenWordsOf, type HeardSpeech } from '../speech/heard-speech.js';
import {
  foreignSubjects,
  neverWords,
  reassurances,
  statementOpeners,
  subordinators,
  tags,
  trailingNegators,
} from '../pack/language.js';
import type { HeardWord } from '../speech/heard-words.js';
import type { Judged, JudgeMeaning, Stretch } from './judge-meaning.js';

/** How many words before a match, and behind it, may deny it. */
const NEGATOR_BEFORE = 3;
const NEGATOR_BEHIND = 2;

/** What ends a clause, with the quotation marks and brackets around it. */
const ENDS_CLAUSE = /[.,?!…;:]["'»“”’)\]]*$/;

/**
 * Judges what is meant in a language of which little is known: a word that denies and stands close by denies, unless its
 * statement is over.
 */
export const judgeForeign = createForeignJudge(({ negates }) => negates);

/** The same by these words that deny. */
export function createForeignJudge(negates: (word: HeardWord) => boolean): JudgeMeaning {
  return (speech, match) =>
    judge(speech, match, (at) => {
      const word = speech.words[at];
      return word !== undefined && negates(word);
    });
}

function judge(speech: HeardSpeech, { from, to }: Stretch, negates: (at: number) => boolean): Judged {
  const { written } = speech;
  const first = turnStartOf(speech, written[from] ?? 0);
  let at = from - 1;
  while (!negates(at) && at >= from - NEGATOR_BEFORE && (written[at] ?? -1) >= first) at -= 1;
  const isBefore = at >= from - NEGATOR_BEFORE && (written[at] ?? -1) >= first;
  if (isBefore ? isOver(speech, { from: at + 1, to: from }) : !deniesBehind(speech, to)) return { meaning: 'stated' };
  const by = isBefore ? at : to;
  return { meaning: 'denied', by: { from: by, to: by + 1 } };
}

/** Whether the statement of a word that denies is over before a match, given what stands between the two. */
function isOver(speech: HeardSpeech, { from, to }: Stretch): boolean {
  const { words } = speech;
  const texts = words.slice(from, to).map(({ text }) => text);
  const next = words[to]?.text ?? '';
  if (from === to && neverWords.has(words[from - 1]?.text ?? '')) return clauseEndsIn(speech, { from, to });
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
  const behind = speech.words.slice(from, from + NEGATOR_BEHIND + 1).map(({ text }) => text);
  const at = behind.slice(0, NEGATOR_BEHIND).findIndex((text) => trailingNegators.has(text));
  return at >= 0 && !tags.has(behind[at + 1] ?? '') && !clauseEndsIn(speech, { from, to: from + at });
}
