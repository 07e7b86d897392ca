import type { Path } from '../documents/index.js';

/** A text in a part of a file, and its place. */
export interface TextAt {
  readonly path: Path;
  readonly text: string;
}

/** All texts in a part of a file that stands at this path. */
export function textsIn(part: unknown, path: Path): TextAt[] {
  if (typeof part === 'string') return [{ path, text: part }];
  if (typeof part !== 'object' || part === null) return [];
  const isList = Array.isArray(part);
  return Object.entries(part).flatMap(([key, inner]) => textsIn(inner, [...path, isList ? Number(key) : key]));
}
