import type { CallDetail, RuleLine } from '../../contract/index.js';

export interface Mark {
  readonly kind: 'due' | 'said' | 'near' | 'cued' | 'ticked';
  readonly atMs: number;
  readonly text: string;
}

/** One rule along the time of a call. */
export interface Lane {
  readonly rule: RuleLine;
  readonly marks: readonly Mark[];
  /** The stretch in which it was owed and not said. */
  readonly owed?: { readonly fromMs: number; readonly toMs: number };
}

const OVERDUE = new Set(['due', 'late', 'missed', 'unanswered', 'wrong', 'declined']);

/** Rules of which there is something to see, as lanes. `untilMs` is where the line ends. */
export function lanesOf({ rules, cues, events }: CallDetail, untilMs: number): Lane[] {
  return rules.flatMap((rule): Lane[] => {
    const cued = cues.filter((cue) => cue.rules.includes(rule.rule));
    const all: Mark[] = [
      ...(rule.dueAtMs === undefined ? [] : [{ kind: 'due', atMs: rule.dueAtMs, text: 'due' } as const]),
      ...rule.nearMisses.map(
        ({ heardAtMs, words }) => ({ kind: 'near', atMs: heardAtMs, text: `close: ${words}` }) as const,
      ),
      ...cued.map(
        ({ postedAtMs, isShadow }) =>
          ({ kind: 'cued', atMs: postedAtMs, text: isShadow ? 'would have been cued' : 'cued' }) as const,
      ),
      ...(rule.saidAtMs === undefined ? [] : [{ kind: 'said', atMs: rule.saidAtMs, text: 'said' } as const]),
      ...events
        .filter(({ what, rules: about }) => what === 'acknowledged' && about.includes(rule.rule))
        .map(({ atMs, detail }) => ({ kind: 'ticked', atMs, text: `ticked off: ${detail}` }) as const),
    ];
    // What is due later is beyond the end of the line.
    const marks = all.filter(({ atMs }) => atMs <= untilMs);
    if (marks.length === 0) return [];
    const isOwed = OVERDUE.has(rule.verdict) && rule.dueAtMs !== undefined;
    const toMs = rule.verdict === 'late' ? (rule.saidAtMs ?? untilMs) : untilMs;
    return [{ rule, marks, ...(isOwed ? { owed: { fromMs: rule.dueAtMs ?? 0, toMs } } : {}) }];
  });
}

/** Steps of a scale of this length: a handful, at round times. */
export function scaleOf(lengthMs: number): number[] {
  const steps = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600].map((seconds) => seconds * 1000);
  const step = steps.find((each) => lengthMs / each <= 8) ?? 7200_000;
  return Array.from({ length: Math.floor(lengthMs / step) + 1 }, (_, at) => at * step);
}
