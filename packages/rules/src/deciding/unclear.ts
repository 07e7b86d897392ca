import { z } from 'zod';
import type { HeardNearMiss } from '../interaction/find-near-misses.js';
import type { InteractionState } from '../interaction/interaction.js';
import type { Disclosure, Pack } from '../pack/pack.js';
import { elementKey } from '../pack/sayables.js';
import { CameClose, type Judgement } from './verdict.js';

/** By disclosure id, what came close to all that is missing of it. */
export const Unclear = z.record(z.string(), z.array(CameClose));
export type Unclear = z.infer<typeof Unclear>;

/** What was denied, asked or otherwise meant was heard clearly: it is missing. */
const UNCLEAR_REASONS: ReadonlySet<HeardNearMiss['reason']> = new Set(['incomplete', 'different']);

/** Finds the disclosures of which it is unclear whether they were said: something came close to each part that is missing. */
export function findUnclear(pack: Pack, state: InteractionState, nearMisses: readonly HeardNearMiss[]): Unclear {
  const said = new Set(state.matches.map(({ key }) => key));
  return Object.fromEntries(
    pack.disclosures.flatMap((disclosure) => {
      const missing = disclosure.elements
        .map((_, index) => elementKey(disclosure.id, index))
        .filter((key) => !said.has(key));
      const lacking = disclosure.need - (disclosure.elements.length - missing.length);
      const close = nearMisses.filter((near) => missing.includes(near.key) && isClose(near, disclosure));
      if (lacking <= 0 || close.length < lacking) return [];
      const closest = close.toSorted((a, b) => b.closeness - a.closeness).slice(0, lacking);
      return [[disclosure.id, closest.map(({ words, lacked }) => ({ words, lacked }))]];
    }),
  );
}

function isClose({ reason, closeness }: HeardNearMiss, { unclear }: Disclosure): boolean {
  return unclear !== undefined && UNCLEAR_REASONS.has(reason) && closeness >= unclear.closeness;
}

/** The judgement of an interaction that has ended, in which what is missing may be unclear. */
export function withUnclear(judgement: Judgement, unclear: Unclear): Judgement {
  const disclosures = Object.entries(judgement.disclosures).map(([id, verdict]) => {
    const close = Object.hasOwn(unclear, id) ? unclear[id] : undefined;
    return [id, verdict.kind !== 'missed' || close === undefined ? verdict : { ...verdict, kind: 'unclear', close }];
  });
  return { ...judgement, disclosures: Object.fromEntries(disclosures) };
}
