import { blankMarks, mayMark, mayShareMark } from '@cueline/shared/marks';
import { splitWords } from './words.js';

/**
 * Blanks what recognisers and redaction write for what is no speech, or was taken out. Words keep their places: each
 * word of a mark becomes one in which nothing is spoken. A mark may begin in one text and end in the next.
 *
 * @param texts of successive segments of one speaker
 */
export function withoutMarks(texts: readonly string[]): readonly string[] {
  if (!texts.some(mayMark)) return texts;
  if (!texts.some(mayShareMark)) return texts.map((text) => (mayMark(text) ? blankMarks(text) : text));
  const segments = texts.map(splitWords);
  const bare = blankMarks(segments.flat().join(' '));
  const words = bare === '' ? [] : bare.split(' ');
  let from = 0;
  return segments.map(({ length }) => words.slice(from, (from += length)).join(' '));
}

/** Whether the texts from `from` on end a mark that begins in a text before: then words before were none. */
export function endsMark(texts: readonly string[], from: number): boolean {
  if (!texts.slice(from).some(mayMark) || !texts.slice(0, from).some(mayShareMark)) return false;
  const bare = withoutMarks(texts);
  return spokenIn(withoutMarks(texts.slice(0, from))) !== spokenIn(bare.slice(0, from));
}

const spokenIn = (texts: readonly string[]): string => texts.flatMap(splitWords).join(' ');
