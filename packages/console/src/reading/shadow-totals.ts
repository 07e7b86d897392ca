import type { Outcome } from '@cueline/shared';
import type { RuleChange } from '../contract/analysis.js';
import type { ShadowTotals } from '../contract/rules.js';

/** Most calls that are shown of each rule: the latest. */
const MOST_EXAMPLES = 10;
/** Packs of which totals are kept: a draft is changed again and again. */
const MOST_PACKS = 5;

interface Growing extends Omit<ShadowTotals, 'file' | 'matchers' | 'changes'> {
  readonly rules: Map<string, Omit<RuleChange, 'moves'> & { moves: Map<string, RuleChange['moves'][number]> }>;
}

/** Sums up what shadow packs would have decided otherwise. */
export function createShadowTotals() {
  const packs = new Map<string, Growing>();
  return {
    add({ interactionId, firstHeardAtMs, endedAtMs, shadow }: Outcome): void {
      if (shadow === undefined) return;
      const { pack: digest, differences } = shadow;
      const known = packs.get(digest) ?? { digest, sinceMs: endedAtMs, calls: 0, differing: 0, rules: new Map() };
      packs.delete(digest); // so that it is the latest
      packs.set(digest, known);
      known.calls += 1;
      known.differing += differences.length > 0 ? 1 : 0;
      for (const { rule, list, inForce: from, shadow: to, words = '', heardAtMs } of differences) {
        const change = known.rules.get(rule) ?? { rule, title: rule, list, moves: new Map(), examples: [] };
        known.rules.set(rule, change);
        const move = change.moves.get(`${from} ${to}`) ?? { from, to, calls: 0 };
        change.moves.set(`${from} ${to}`, { ...move, calls: move.calls + 1 });
        const atMs = heardAtMs === undefined ? 0 : heardAtMs - firstHeardAtMs;
        change.examples.unshift({ interactionId, atMs, text: words, words, from, to });
        change.examples.splice(MOST_EXAMPLES);
      }
      for (const oldest of packs.keys()) if (packs.size > MOST_PACKS) packs.delete(oldest);
    },
    /** The latest pack first. */
    read: (titles: ReadonlyMap<string, string>): Omit<ShadowTotals, 'file' | 'matchers'>[] =>
      Array.from(packs.values(), ({ rules, ...totals }) => ({
        ...totals,
        changes: Array.from(rules.values(), ({ moves, ...change }) => ({
          ...change,
          title: titles.get(change.rule) ?? change.title,
          moves: [...moves.values()].toSorted((a, b) => b.calls - a.calls),
        })).toSorted((a, b) => sizeOf(b) - sizeOf(a)),
      })).toReversed(),
  };
}

const sizeOf = ({ moves }: Pick<RuleChange, 'moves'>) => moves.reduce((sum, { calls }) => sum + calls, 0);
