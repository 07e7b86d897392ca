/** A text's words, split at white space: what the places of words count. */
export function splitWords(text: string): string[] {
  const trimmed = text.trim();
  return trimmed === '' ? [] : trimmed.split(/\s+/);
}

/** How many words a text has. */
export function countWords(text: string): number {
  return splitWords(text).length;
}

/** Where a word stands: the index of its segment in the given speech, and of the word (split at white space) in it. */
export interface WordPosition {
  readonly segment: number;
  readonly word: number;
}

/**
 * The indexes of the segments in which a speaker begins anew: a `no`, an `if` or a question before does not reach them.
 * Asked for only where something is found.
 */
export type TurnStarts = () => readonly number[];
