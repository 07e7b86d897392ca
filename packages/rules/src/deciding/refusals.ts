import type { Desktop, RefusedCue } from './desktop.js';
import { type CueContent, type Judgement, owedFor } from './verdict.js';

/** A refused cue is tried again after 10, 20, 40 s, then each minute, while it is owed and its call is heard. */
const FIRST_RETRY_US = 10_000_000;
const LONGEST_RETRY_US = 60_000_000;

/** What the platform answered to a cue that it did not take. */
export interface Refusal {
  readonly status: number;
  /** The start of the answer's body, masked. */
  readonly body: string;
  readonly nowUs: number;
  /** Whether the platform will never take it. */
  readonly isFinal: boolean;
}

/** The desktop once a cue was refused: it shows nothing new. */
export function afterRefusal(
  desktop: Desktop,
  { kind, items }: Pick<CueContent, 'kind' | 'items'>,
  { status, body, nowUs, isFinal }: Refusal,
): Desktop {
  const { refused = [] } = desktop;
  const before = refused.filter((cue) => cue.kind === kind && cue.items.some((id) => items.includes(id)));
  const times = 1 + Math.max(0, ...before.map((cue) => cue.times));
  const retryAtUs = nowUs + Math.min(LONGEST_RETRY_US, FIRST_RETRY_US * 2 ** (times - 1));
  const refusal: RefusedCue = { kind, items: [...items], status, body, atUs: nowUs, times };
  const others = withoutItems(refused, { kind, items });
  return { ...desktop, refused: [...others, isFinal ? refusal : { ...refusal, retryAtUs }] };
}

/** What is still refused once the platform has taken a cue. */
export function withoutItems(
  refused: readonly RefusedCue[],
  { kind, items }: Pick<CueContent, 'kind' | 'items'>,
): RefusedCue[] {
  return refused
    .map((cue) => (cue.kind === kind ? { ...cue, items: cue.items.filter((id) => !items.includes(id)) } : cue))
    .filter((cue) => cue.items.length > 0);
}

/**
 * Whether an item was refused and must not be tried now: never again, or not yet, or its call was not heard since. A
 * call that the platform no longer knows and that nobody hears has ended there.
 */
export function isRefused(
  { refused = [] }: Desktop,
  kind: CueContent['kind'],
  id: string,
  { nowUs, heardAtUs }: { nowUs: number; heardAtUs: number },
): boolean {
  const cue = refused.find((one) => one.kind === kind && one.items.includes(id));
  return cue !== undefined && (cue.retryAtUs === undefined || nowUs < cue.retryAtUs || heardAtUs <= cue.atUs);
}

/** When to look again for a refused cue that is still owed (µs of Redis' clock), if there is one. */
export function nextRetryAtUs({ refused = [] }: Desktop, judgement: Judgement, nowUs: number): number | undefined {
  const heard = new Set(judgement.prohibited.map(({ id }) => id));
  const moments = refused
    .filter(({ kind, items }) =>
      items.some((id) => (kind === 'prohibited' ? heard.has(id) : owedFor(judgement.disclosures[id])?.kind === kind)),
    )
    .flatMap(({ retryAtUs }) => retryAtUs ?? [])
    .map((retryAtUs) => (retryAtUs > nowUs ? retryAtUs : nowUs + LONGEST_RETRY_US));
  return moments.length > 0 ? Math.min(...moments) : undefined;
}
