import { type Keys, type Outcome, parseOutcomeEntry, type RedisClient } from '@cueline/shared';
import type { RuleTotals } from '../contract/rules.js';
import { createShadowTotals } from './shadow-totals.js';

/** Outcomes read at a time, of each partition. */
const PAGE = 100;
/** Calls that ended earlier are for reports. */
const WINDOW_MS = 86_400_000;
const UNKNOWN = new Set(['undecided', 'unclear']);

interface Total extends Omit<RuleTotals, 'title' | 'medianSaidAfterMs' | 'verdicts'> {
  readonly verdicts: Record<string, number>;
  saidAfterMs: number[];
}

/** Sums up what became of each rule in the calls that ended in the last day, entry by entry. */
export function createRuleTotals({ redis, keys, partitions }: { redis: RedisClient; keys: Keys; partitions: number }) {
  const cursors = new Map<number, string>();
  const totals = new Map<string, Total>();
  const shadows = createShadowTotals();
  let calls = 0;
  let sinceMs: number | undefined;

  function add(outcome: Outcome): void {
    calls += 1;
    shadows.add(outcome);
    sinceMs = Math.min(sinceMs ?? Infinity, outcome.endedAtMs);
    const { cues } = outcome.desktop;
    for (const [rule, verdict] of Object.entries(outcome.disclosures)) {
      const total = totalOf(rule, 'disclosure');
      const cuedAtMs = cues.find(({ items }) => items.includes(rule))?.postedAtMs;
      const saidAtMs = 'saidAtMs' in verdict ? verdict.saidAtMs : undefined;
      total.calls += 1;
      total.owed += verdict.kind === 'not_required' ? 0 : 1;
      total.decided += verdict.kind === 'not_required' || UNKNOWN.has(verdict.kind) ? 0 : 1;
      total.verdicts[verdict.kind] = (total.verdicts[verdict.kind] ?? 0) + 1;
      total.cues += cues.filter(({ items }) => items.includes(rule)).length;
      total.cuedCalls += cuedAtMs === undefined ? 0 : 1;
      total.saidAfterCue += cuedAtMs !== undefined && saidAtMs !== undefined && saidAtMs > cuedAtMs ? 1 : 0;
      total.nearMisses += outcome.nearMisses.some(({ key }) => key.startsWith(`${rule}#`)) ? 1 : 0;
      if (saidAtMs !== undefined) total.saidAfterMs.push(saidAtMs - outcome.firstHeardAtMs);
    }
    for (const rule of new Set(outcome.prohibited.map(({ id }) => id))) {
      const total = totalOf(rule, 'prohibited');
      total.verdicts['said'] = (total.verdicts['said'] ?? 0) + 1;
      const about = cues.filter(({ items }) => items.includes(rule)).length;
      total.cues += about;
      total.cuedCalls += about > 0 ? 1 : 0;
    }
  }

  function totalOf(rule: string, list: RuleTotals['list']): Total {
    const known = totals.get(`${list} ${rule}`);
    if (known !== undefined) return known;
    const none = { calls: 0, owed: 0, decided: 0, cues: 0, cuedCalls: 0, saidAfterCue: 0, nearMisses: 0 };
    const total: Total = { rule, list, ...none, verdicts: {}, saidAfterMs: [] };
    totals.set(`${list} ${rule}`, total);
    return total;
  }

  return {
    /** Reads some of the outcomes that were not read yet. A call that resumed after silence counts each time it ended. */
    async step(nowMs: number): Promise<void> {
      for (let partition = 0; partition < partitions; partition += 1) {
        const from = cursors.get(partition) ?? String(Math.max(0, Math.floor(nowMs - WINDOW_MS)));
        const entries = await redis.xrange(keys.outcomes(partition), from, '+', 'COUNT', PAGE);
        for (const [id, fields] of entries) {
          const entry = parseOutcomeEntry(fields);
          if (entry !== undefined) add(entry.outcome);
          cursors.set(partition, `(${id}`);
        }
      }
    },
    /** @param rules those in force: an outcome names what is prohibited only if it was said */
    read(rules: readonly { rule: string; title: string; list: RuleTotals['list'] }[]) {
      const titles = new Map(rules.map(({ rule, title }) => [rule, title]));
      const unsaid = rules.filter(({ rule, list }) => list === 'prohibited' && !totals.has(`${list} ${rule}`));
      if (calls > 0) for (const { rule, list } of unsaid) totalOf(rule, list);
      return {
        totals: Array.from(totals.values(), ({ saidAfterMs, ...total }): RuleTotals => {
          const median = saidAfterMs.toSorted((a, b) => a - b)[Math.floor(saidAfterMs.length / 2)];
          return {
            ...total,
            // what is prohibited is so in every call
            ...(total.list === 'prohibited' ? { calls } : {}),
            title: titles.get(total.rule) ?? total.rule,
            ...(median === undefined ? {} : { medianSaidAfterMs: median }),
          };
        }),
        calls,
        shadows: shadows.read(titles),
        ...(sinceMs === undefined ? {} : { sinceMs }),
      };
    },
  };
}
export type RuleTotalsReader = ReturnType<typeof createRuleTotals>;
