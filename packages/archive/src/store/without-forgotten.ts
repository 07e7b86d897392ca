import { idHash } from './id-hash.js';

/**
 * What an act was done to, with a digest in place of the call that it names, if that call was forgotten.
 *
 * @param target begins with the call's id, which may have blanks, and goes on behind a blank
 * @param erased the hash `{cueline}:erasures`
 */
export function withoutForgotten(target: string, prefix: string, erased: Readonly<Record<string, unknown>>): string {
  if (Object.keys(erased).length === 0) return target;
  const ends = [...Array.from(target.matchAll(/ /g), ({ index }) => index), target.length];
  for (const end of ends) {
    const hash = idHash(prefix, target.slice(0, end));
    if (Object.hasOwn(erased, hash)) return hash + target.slice(end);
  }
  return target;
}
