/** A word that is also written for several: `were` for `we're`. */
export interface Slip {
  /** What was said then. */
  readonly said: string;
  /** The word before which it is a slip, and the one behind which it is none. */
  readonly before: RegExp;
  readonly notBehind: RegExp;
  /** Words that may stand between it and these. */
  readonly over: RegExp;
}

/** What a language writes otherwise than it is said. */
export interface Spelling {
  /** What is written as one word and said as several, and forms that recognisers write without their apostrophe. */
  readonly longForms: ReadonlyMap<string, string>;
  /** Endings behind an apostrophe and the words they are short for. */
  readonly endings: readonly (readonly [string, string])[];
  /** Endings that are short for several words, which matching may pass over, and those words. */
  readonly openEndings: ReadonlyMap<string, readonly string[]>;
  /** Behind these words an open ending is a verb. */
  readonly verbEndingsBehind: RegExp;
  /** By the word that is written. */
  readonly slips: ReadonlyMap<string, Slip>;
  /** What signs are called. */
  readonly signs: ReadonlyMap<string, string>;
  /** What a currency's sign by itself is, which stands before an amount: `$ 200`. */
  readonly loneSigns: ReadonlyMap<string, string>;
  /** What the dot in a name is called. */
  readonly dot: string;
  /** What is written behind the digits of an ordinal, as part of a regular expression. */
  readonly ordinalEndings: string;
}
