/** What a match is taken for; `inverted`: an auxiliary stands before it, so that it has to have one of its own. */
export type Meaning = 'stated' | 'denied' | 'supposed' | 'asked' | 'inverted' | 'reported' | 'later' | 'past' | 'other';

/** Judges a match by the words around it and in it. */
export interface MeaningRule {
  readonly name: string;
  readonly means: Meaning;
  /** Over tags; `tag-patterns.ts` says how. It begins with the word that decides. */
  readonly when: string;
  /** What it decides; the match in square brackets, in round ones the subject that a phrase begins with but was not heard. */
  readonly example: string;
  /** What is near, and for which it does not decide. */
  readonly counter: string;
}

/** What is known of a language to judge what is meant. */
export interface Language {
  /** The words of each tag, apart by white space; the words of a sequence are joined by `_`. */
  readonly tags: Readonly<Record<string, string>>;
  /** Parts of patterns that have a name. */
  readonly shapes: Readonly<Record<string, string>>;
  /** The first whose pattern fits decides; what none fits is stated. */
  readonly rules: readonly MeaningRule[];
}
