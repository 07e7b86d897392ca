import type { Known } from '../interaction/advance.js';
import { closestNearMisses, findNearMisses, type HeardNearMiss } from '../interaction/find-near-misses.js';
import type { CompiledPack } from '../matching/compile-pack.js';
import { listenedFor } from '../pack/listened-for.js';
import type { Judgement, Verdict } from './verdict.js';

export interface OwedNearMissesOptions {
  readonly judgement: Judgement;
  /** Only disclosures with one of these verdicts count. */
  readonly verdicts: readonly Verdict['kind'][];
  /** Those found before, whose speech may no longer be recent. */
  readonly kept: readonly HeardNearMiss[];
}

/** Finds what came closest to the parts of disclosures that were not said, in the tail and among those found before. */
export function findOwedNearMisses(
  { pack, engine }: CompiledPack,
  { state, tail }: Known,
  { judgement, verdicts, kept }: OwedNearMissesOptions,
): HeardNearMiss[] {
  const said = new Set(state.matches.map(({ key }) => key));
  const isOwed = (id: string) => verdicts.some((kind) => kind === judgement.disclosures[id]?.kind);
  const owed = new Set(
    listenedFor(pack).flatMap(({ kind, id, key }) =>
      kind === 'disclosure' && !said.has(key) && isOwed(id) ? key : [],
    ),
  );
  if (owed.size === 0) return [];
  const before = kept.filter(({ key }) => owed.has(key));
  const closest = new Map(before.map(({ key, closeness }) => [key, closeness]));
  const closerThan = (key: string) => (owed.has(key) ? (closest.get(key) ?? 0) : 1);
  const found = findNearMisses(engine, tail.segments, closerThan, tail.finalBefore);
  return closestNearMisses([...before, ...found]);
}
