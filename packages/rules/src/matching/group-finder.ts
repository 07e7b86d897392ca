import type { CompiledPhrase, PhraseGroup } from '../phrases/compiled-phrases.js';
import type { Found } from './found.js';

/** Where a part of a group was heard, in written words, both inclusive, and whether it states something by itself. */
export interface PartFound {
  readonly phrase: CompiledPhrase;
  readonly from: number;
  readonly to: number;
  readonly stated: boolean;
}

/**
 * Finds where all parts of a group were heard, in any order, none within another, close enough together. At least one
 * of them has to be stated: `if the trial ends` belongs to a statement when `you will be charged` follows.
 *
 * @param found of all parts of the group
 */
export function findGroup({ key, role, parts, within }: PhraseGroup, found: readonly PartFound[]): Found[] {
  const stated = 1 << parts.length;
  const everything = 2 * stated - 1;
  // By set of parts, the latest that a stretch with all of them begins, of those that end at a word or before: as a list
  // of [end, start], both ascending.
  const stretches = Array.from({ length: everything + 1 }, (): [end: number, start: number][] => []);
  const groups: Found[] = [];
  for (const part of found.toSorted((a, b) => a.to - b.to || a.from - b.from)) {
    const own = (1 << parts.indexOf(part.phrase)) | (part.stated ? stated : 0);
    for (let before = 0; before <= everything; before += 1) {
      if ((before & own & ~stated) !== 0) continue;
      const start = before === 0 ? part.from : stretches[before]?.findLast(([end]) => end < part.from)?.[1];
      if (start === undefined || part.to - start >= within) continue;
      const all = before | own;
      const known = stretches[all]?.at(-1);
      if (known === undefined || known[1] < start) stretches[all]?.push([part.to, start]);
      if (all === everything) groups.push({ key, role, from: start, to: part.to });
    }
  }
  return groups;
}
