import { idHash } from './id-hash.js';

/** Fields of an act. */
type ActFields = Readonly<Record<string, string>>;

/**
 * An act without a call that was forgotten: its target has a digest in place of the id, and why it was done is gone.
 *
 * @param act its `target` begins with the call's id, which may have blanks, and goes on behind a blank
 * @param erased the hash `{cueline}:erasures`
 */
export function withoutForgotten(act: ActFields, prefix: string, erased: ActFields): ActFields {
  const { target, reason: _, ...kept } = act;
  if (target === undefined || Object.keys(erased).length === 0) return act;
  const ends = [...Array.from(target.matchAll(/ /g), ({ index }) => index), target.length];
  for (const end of ends) {
    const hash = idHash(prefix, target.slice(0, end));
    if (Object.hasOwn(erased, hash)) return { ...kept, target: hash + target.slice(end) };
  }
  return act;
}
