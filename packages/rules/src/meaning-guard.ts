import type { HeardSpeech } from './heard-speech.js';
import {
  auxiliaries,
  greetings,
  negators,
  questionWords,
  reportingWords,
  smallWords,
  subjects,
  suppositions,
} from './word-classes.js';

/** How many words before a match are looked at. */
const contextWords = 6;

/** How many written words that can be: the farthest a match depends on what was said before it. */
export const guardReach = 12;

/**
 * What the words before a match make of it: `stated` as it stands; `denied` or merely supposed, so that it does not count;
 * `asked` if its auxiliary was moved to the front (`is this call recorded`), which only the match itself can tell.
 */
export type Meaning = 'stated' | 'denied' | 'asked';

/** Judges by word order alone what is meant, since neither punctuation nor tone reach us. */
export function meaningOf(speech: HeardSpeech, from: number): Meaning {
  const before = wordsBefore(speech, from);
  const first = speech.words[from]?.text ?? '';
  if (subjects.has(first)) return meaningOfStatement(before);
  // `not is` denies; `no is there anything else` answers.
  if (questionWords.has(first)) return before[0] !== 'no' && negators.has(before[0] ?? '') ? 'denied' : 'stated';
  return meaningOfPart(before, greetings.has(first));
}

/** A whole statement, from its subject on: only what introduces it can change it. */
function meaningOfStatement(before: readonly string[]): Meaning {
  const introduction = before[0] === 'that' ? before.slice(1) : before;
  const [last = '', ...earlier] = introduction;
  if (suppositions.has(last)) return 'denied';
  if (reportingWords.has(last) && earlier.slice(0, 4).some((word) => negators.has(word))) return 'denied';
  if (last === 'not' && before[0] === 'that') return 'denied';
  if (auxiliaries.has(last) || (last === 'not' && auxiliaries.has(earlier[0] ?? ''))) return 'asked';
  return 'stated';
}

/** Part of a statement: denied if a negation stands before it in the same statement. */
function meaningOfPart(before: readonly string[], isGreeting: boolean): Meaning {
  for (const [index, word] of before.entries()) {
    // `no thank you` is an answer, `no fee` is not.
    if (negators.has(word)) return word === 'no' && (isGreeting || index > 2) ? 'stated' : 'denied';
    if (suppositions.has(word))
      return index <= 2 && !before.slice(0, index).some((each) => auxiliaries.has(each)) ? 'denied' : 'stated';
    if (subjects.has(word)) {
      const beyond = meaningOfStatement(before.slice(index + 1));
      if (beyond !== 'stated' || pronouns.has(word)) return beyond;
      continue;
    }
    if (!smallWords.has(word)) return 'stated';
  }
  return 'stated';
}

const pronouns: ReadonlySet<string> = new Set(['i', 'you', 'he', 'she', 'it', 'we', 'they']);

/** The words before a match, nearest first, without what matching passes over. */
function wordsBefore(speech: HeardSpeech, from: number): string[] {
  const before: string[] = [];
  const start = speech.written[from] ?? 0;
  for (let at = from; before.length < contextWords;) {
    const pass = speech.passesTo[at];
    at = pass === undefined ? at - 1 : Math.min(...pass);
    const word = speech.words[at];
    if (word === undefined || start - (speech.written[at] ?? 0) > guardReach) break;
    if (pass === undefined) before.push(word.text);
  }
  return before;
}
