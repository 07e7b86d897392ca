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
 * what is said before that turn is voided: the `no` of an earlier turn denies nothing. One that ends with the word with
 * which a question begins anew voids nothing: `from a debt collector | did you get it`.
 *
 * @param turnStarts the words with which the speaker begins anew, ascending
 * @param questions the words with which a question begins
 */
export function withoutVoided(
  found: readonly Found[],
  { turnStarts, questions }: { readonly turnStarts: readonly number[]; readonly questions: readonly number[] },
): Found[] {
  const exceptions = found.filter(
    ({ role, from, to }) => role === 'except' && (from === to || !questions.includes(to)),
  );
  const isVoided = ({ key, from, to }: Found) =>
    exceptions.some((except) => {
      const turn = turnStarts.find((start) => start > except.from) ?? Infinity;
      return except.key === key && except.from <= to && from <= except.to && from < turn;
    });
  return found.filter((each) => each.role === 'say' && !isVoided(each));
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
