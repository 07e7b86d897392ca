import type { MeaningRule, MeaningWords } from './meaning.js';
import type { NumberWords } from './number-words.js';
import type { Sounds } from './sounds.js';
import type { Spelling } from './spelling.js';

/** All that is known of a language: what the engine asks when it reads speech. docs/languages.md says how to add one. */
export interface Language extends MeaningWords {
  /** The first part of its tags: `es` for `es-US` and `es-MX`. */
  readonly code: string;
  /** In English, as messages name it. */
  readonly name: string;
  /** The first whose pattern fits decides; what none fits is stated. */
  readonly rules: readonly MeaningRule[];
  /** A clause that has all its parts, before one that begins anew and that the match is in: no rule looks before its end. */
  readonly clauseOver?: string;
  /** A question that begins a sentence of its own: two words before it, `[`, and three words of it, the first a finite auxiliary. */
  readonly newQuestion?: string;
  /** What opens a question and what closes one, as it is written before a word and behind one. */
  readonly questionMarks?: { readonly opening: string; readonly closing: string };
  readonly spelling: Spelling;
  readonly sounds: Sounds;
  readonly numbers: NumberWords;
  /** Every form of a word, the word included: what `~word` stands for. */
  readonly formsOf: (word: string) => string[];
  /** The words that most speech is made of, the commonest first, roughly; without the small words. */
  readonly commonWords: readonly string[];
  /** Passed over in speech if a rule file names no others; several words are apart by a space. */
  readonly fillers: readonly string[];
  readonly corrections: Corrections;
  readonly relativePronouns: RelativePronouns;
  /** Said to show that one listens; the other goes on speaking. */
  readonly backChannels: ReadonlySet<string>;
  /** How each kind of value is said, to make sentences that say a phrase; `gap` is any other word. */
  readonly samples: Readonly<Record<'number' | 'money' | 'percent' | 'ordinal' | 'digits' | 'gap', string>>;
  /** Words that hardly any other language has, by which speech in it is known. */
  readonly telltales: ReadonlySet<string>;
}

/** How speakers take back a value: `three hundred, no wait, it is two hundred`. */
export interface Corrections {
  /** Each as its words, the longest first. */
  readonly terms: readonly (readonly string[])[];
  /** What may stand between such a term and the right value. */
  readonly leads: readonly (readonly string[])[];
}

/** What begins a relative clause; `withVerb` only before a finite auxiliary. */
export interface RelativePronouns {
  readonly always: ReadonlySet<string>;
  readonly withVerb: ReadonlySet<string>;
}
