import type { Verdict } from '@cueline/rules';
import type { CallResult, Evidence } from './backtest-call.js';

/** What old and new rules make of the same call. */
export interface Pair {
  readonly result: CallResult;
  readonly old: CallResult;
}

/** A disclosure or prohibited phrase that old and new rules judge differently in a call. */
export interface Change {
  readonly interactionId: string;
  readonly id: string;
  readonly old: Judged;
  readonly new: Judged;
}

/** How one set of rules judges a disclosure or prohibited phrase in a call. */
export interface Judged {
  /** `said` for a prohibited phrase; null when it was not said, or when there is no such rule. */
  readonly verdict: Verdict['kind'] | 'said' | null;
  readonly evidence: readonly Evidence[];
}

/** What becomes different with new rules. */
export interface Comparison {
  readonly changes: readonly Change[];
  readonly changedCalls: number;
  /** How many cues there are in all calls. */
  readonly cues: { readonly old: number; readonly new: number };
  /** Calls in which the number of cues changes. */
  readonly recued: readonly { readonly interactionId: string; readonly old: number; readonly new: number }[];
}

/** Compares what old and new rules make of the same calls, one pair for each call. */
export function compareResults(pairs: readonly Pair[]): Comparison {
  const changes = pairs.flatMap(changesOf);
  const counted = pairs.map(({ old, result }) => ({
    interactionId: result.interactionId,
    old: old.cues.length,
    new: result.cues.length,
  }));
  return {
    changes,
    changedCalls: new Set(changes.map(({ interactionId }) => interactionId)).size,
    cues: {
      old: counted.reduce((sum, call) => sum + call.old, 0),
      new: counted.reduce((sum, call) => sum + call.new, 0),
    },
    recued: counted.filter((call) => call.old !== call.new),
  };
}

function changesOf({ old, result }: Pair): Change[] {
  const ids = [old, result].flatMap(({ disclosures, prohibited }) => [
    ...Object.keys(disclosures),
    ...prohibited.map(({ id }) => id),
  ]);
  return [...new Set(ids)].flatMap((id) => {
    const change = { interactionId: result.interactionId, id, old: judged(old, id), new: judged(result, id) };
    return change.old.verdict === change.new.verdict ? [] : [change];
  });
}

/** How a call's result judges one of its rules. */
export function judged({ disclosures, prohibited }: CallResult, id: string): Judged {
  const disclosure = disclosures[id];
  if (disclosure !== undefined) return { verdict: disclosure.verdict, evidence: disclosure.evidence };
  const said = prohibited.filter((one) => one.id === id);
  return { verdict: said.length === 0 ? null : 'said', evidence: said.flatMap(({ evidence }) => evidence) };
}
