/** How words sound, roughly: enough to find what recognisers take for each other. */
export interface Sounds {
  /** Spellings and the sounds they stand for, applied in this order. One letter is one sound. */
  readonly spellings: readonly (readonly [RegExp, string])[];
  /** Pairs of sounds that are easily taken for each other. */
  readonly confused: readonly string[];
  /** Endings that words for the same thing differ in. */
  readonly endings: RegExp;
  /** By a sound that is easily confused, the one that stands for both. */
  readonly merged: Readonly<Record<string, string>>;
  /** The sounds between consonants. */
  readonly vowels: RegExp;
  /** A prefix that makes a word its opposite. */
  readonly opposite: RegExp;
}
