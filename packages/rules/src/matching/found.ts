import type { PhraseRole } from '../phrases/compiled-phrases.js';

/** Something that was found in a speech: in written words, both inclusive. */
export interface Found {
  readonly key: string;
  readonly role: PhraseRole;
  readonly from: number;
  readonly to: number;
}

/**
 * What is said, less what an exception of the same key overlaps. Of an exception that begins before a new turn, only
 * what is said before that turn is voided: the `no` of an earlier turn denies nothing.
 *
 * @param turnStarts the words with which the speaker begins anew, ascending
 */
export function withoutVoided(found: readonly Found[], turnStarts: readonly number[]): Found[] {
  const voided = new Set<string>();
  for (const { key, role, from, to } of found) {
    if (role !== 'except') continue;
    const turn = turnStarts.find((start) => start > from) ?? Infinity;
    for (let word = from; word <= to && word < turn; word += 1) voided.add(`${word} ${key}`);
  }
  return found.filter(({ key, role, from, to }) => {
    if (role !== 'say') return false;
    for (let word = from; voided.size > 0 && word <= to; word += 1) if (voided.has(`${word} ${key}`)) return false;
    return true;
  });
}

/** Matches that contain no other of the same key, each once, ordered by where they begin. */
export function shortest(matches: readonly Found[]): Found[] {
  const lastFirst = [...matches].sort((a, b) => b.from - a.from || a.to - b.to || (a.key < b.key ? 1 : -1));
  const earliestEnd = new Map<string, number>();
  const kept = lastFirst.filter(({ key, to }) => {
    if (to >= (earliestEnd.get(key) ?? Infinity)) return false;
    earliestEnd.set(key, to);
    return true;
  });
  return kept.toReversed();
}
