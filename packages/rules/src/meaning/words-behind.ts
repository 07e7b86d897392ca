import { trailingNegators, tags as foreignTags } from '../pack/language.js';
import { languages } from '../languages/languages.js';
import type { Meaning } from '../languages/meaning.js';
import { sequencesBehind } from './tag-patterns.js';

/** What is meant so counts nowhere, also not as what an event raises or what is a part of a group. */
const COUNTS_NOWHERE: ReadonlySet<Meaning> = new Set(['denied', 'reported', 'later', 'past', 'other']);

/** Words and sequences of words that change what is meant shortly before them. */
export interface WordsBehind {
  /** Whether one may end in a written word. */
  readonly mayEnd: (written: string) => boolean;
  /** Whether one may end in a word, given which words are heard near it. */
  readonly endsIn: (word: string, isNear: (word: string) => boolean) => boolean;
}

/** Those that may take back a match. */
export const takingBack = wordsBehind(trailingNegators, (means) => COUNTS_NOWHERE.has(means));

/** Those that may make a match of what was none: `nicht wahr`. */
export const makingCount = wordsBehind(foreignTags, (means) => !COUNTS_NOWHERE.has(means));

/** Those that take it back only while nothing follows them: `she said`. */
export const takingBackAsLast = wordsBehind(new Set(), (means) => COUNTS_NOWHERE.has(means), true);

function wordsBehind(foreign: ReadonlySet<string>, isWanted: (means: Meaning) => boolean, asLast = false): WordsBehind {
  const wanted = languages.map(({ tags, rules }) => ({ tags, rules: rules.filter(({ means }) => isWanted(means)) }));
  const sequences = [...[...foreign].map((word) => [word]), ...wanted.flatMap((each) => sequencesBehind(each, asLast))];
  const byLast = Map.groupBy(sequences, (sequence) => sequence.at(-1) ?? '');
  const last = new RegExp(String.raw`^\P{L}*(?:${[...byLast.keys()].join('|')})(?!\p{L})`, 'iu');
  return {
    mayEnd: (written) => last.test(written),
    endsIn: (word, isNear) => byLast.get(word)?.some((sequence) => sequence.every(isNear)) === true,
  };
}
