/** What a match is taken for; `inverted`: an auxiliary stands before it, so that it has to have one of its own. */
export type Meaning = 'stated' | 'denied' | 'supposed' | 'asked' | 'inverted' | 'reported' | 'later' | 'past' | 'other';

/** Judges a match by the words around it and in it. */
export interface MeaningRule {
  readonly name: string;
  readonly means: Meaning;
  /** Over tags; docs/languages.md explains the notation. It begins with the word that decides. */
  readonly when: string;
  /** What it decides; the match in square brackets, in round ones the subject that a phrase begins with but was not heard. */
  readonly example: string;
  /** What is near, and for which it does not decide. */
  readonly counter: string;
}

/** The words of each tag, apart by white space; the words of a sequence are joined by `_`. */
export type Tags = Readonly<Record<EngineTag, string>> & Readonly<Record<string, string>>;

/** Tags that the engine itself asks for; all others are for the patterns of a language alone. */
export type EngineTag =
  /** Turn what is said into its opposite: never passed over, never taken for another word, never supplied. */
  | 'negation'
  /** Put a statement into the past; never passed over. */
  | 'was'
  /** A sentence of its own begins with them. */
  | 'pronoun'
  /** Stand in the place of a pronoun, too. */
  | 'demonstrative'
  /** A noun follows that may be a subject. */
  | 'article'
  /** Put before the subject, these make a question. */
  | 'auxiliary'
  /** Auxiliaries that say when, and so make a whole sentence of subject and predicate. */
  | 'finite'
  /** Only hold others together: recognisers drop, add and swap them, and so do speakers. */
  | 'binding'
  /** Those, and words that say little by themselves, so that one more does not change what is said. */
  | 'small';

export interface MeaningWords {
  readonly tags: Tags;
  /** Parts of patterns that have a name. */
  readonly shapes: Readonly<Record<string, string>>;
}
