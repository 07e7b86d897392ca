import { readSpeech, type Store } from '@cueline/archive';
import { callOfKept } from '@cueline/operate/backtest';
import type { Call } from '@cueline/simulator/calls';
import { attributeOf } from '../contract/common.js';
import type { Recorded } from '../contract/analysis.js';

const DAY_MS = 86_400_000;
/** Most calls that are tried at a time. */
const MOST_CALLS = 500;

export interface KeptCalls {
  readonly from: 'archive';
  readonly calls: readonly Call[];
  /** Whether there are more. */
  readonly isCut: boolean;
}

/** Reads calls of which the archive keeps what was said; the latest, if there are many. */
export async function readKeptCalls(
  { days, where }: Extract<Recorded, { from: 'archive' }>,
  { store, prefix, nowMs }: { store: Store; prefix: string; nowMs: number },
): Promise<KeptCalls> {
  const calls: Call[] = [];
  const attributes = where === undefined ? [] : [attributeOf(where)];
  const selection = { prefix, fromMs: nowMs - days * DAY_MS, toMs: nowMs, where: attributes };
  for await (const kept of readSpeech(store, selection)) {
    if (calls.length === MOST_CALLS) return { from: 'archive', calls, isCut: true };
    calls.push(callOfKept(kept));
  }
  return { from: 'archive', calls, isCut: false };
}
