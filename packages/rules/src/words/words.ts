/** A text's words, split at white space: what the places of words count. */
export function splitWords(text: string): string[] {
  const trimmed = text.trim();
  return trimmed === '' ? [] : trimmed.split(/\s+/);
}

/** How many words a text has. Nearly all text is ASCII, and counted without making its words. */
export function countWords(text: string): number {
  let count = 0;
  let isInWord = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 127) return splitWords(text).length;
    const isSpace = code === 32 || (code >= 9 && code <= 13);
    if (!isSpace && !isInWord) count += 1;
    isInWord = !isSpace;
  }
  return count;
}

/** Where a word stands: the index of its segment in the given speech, and of the word (split at white space) in it. */
export interface WordPosition {
  readonly segment: number;
  readonly word: number;
}

/**
 * The indexes of the segments, of those from one on, in which a speaker begins anew: a `no`, an `if` or a question before
 * does not reach them. Asked for only where something is found.
 */
export type TurnStarts = (from?: number) => readonly number[];
