import { maskStart } from '@cueline/rules';
import { type BackoffPolicy, backoffMs, type InteractionId, type Log, type Objection } from '@cueline/shared';
import type { Hold, QueueHold } from './hold.js';
import { CXONE_NAMES, type OutletNames } from './outlet-names.js';

/** This many requests in a row without a proper answer hold the queue. */
const FAILURES_IN_A_ROW = 10;
/** Fewer do if they last: with one call at a time ten would take minutes. */
const LASTING = { failures: 3, forMs: 5000 };
/** So do cues refused in a row to this many calls that are being heard: one that has just ended in CXone does not. */
const REFUSED_CALLS_IN_A_ROW = 5;
/** Fewer are a warning: a small centre has no more for hours. */
const WARNED_CALLS_IN_A_ROW = 3;
/**
 * Even one is, if no cue was taken shortly before it, as nothing shows then that the address is right. Such a warning passes,
 * because the call may have just ended in CXone.
 */
const FEW_REFUSED = { notTakenForMs: 60_000, warnedForMs: 900_000 };
/** As many calls in a row whose first cue is said to have been posted before: one may be, by a proxy that sent it twice. */
const CONFLICTS_IN_A_ROW = 3;
/** Of the body of an answer, in a warning. */
const SHOWN_CHARS = 100;
const OPEN: BackoffPolicy = { firstMs: 5000, maxMs: 60_000, jitter: 0.2 };

export interface CircuitContext {
  readonly hold: Pick<QueueHold, 'holdQueue'>;
  readonly random: () => number;
  /** In ms; never goes back. */
  readonly monotonic: () => number;
  readonly log: Log;
  /** Default: CXone. */
  readonly names?: OutletNames;
}

/**
 * Holds the queue while an outlet does not answer properly, or not as the cue API does. Each process counts only its own
 * failures.
 */
export function createCircuit({ hold, random, monotonic, log, names = CXONE_NAMES }: CircuitContext) {
  const { who, check, checkKey } = names;
  let failures = 0;
  let firstFailedAtMs = 0;
  let openings = 0;
  const refusedCalls = new Set<InteractionId>();
  let refusedWith = { status: 0, body: '' };
  const conflicts = new Set<InteractionId>();
  let takenAtMs = Number.NEGATIVE_INFINITY;
  let firstRefusedAtMs = 0;
  let lastRefusedAtMs = 0;

  async function open(reason: 'circuit_open' | 'misconfigured', why: string, retryAfterMs?: number) {
    const forMs = retryAfterMs ?? backoffMs(openings, OPEN, random);
    const held = await hold.holdQueue(reason, forMs, { why });
    if (held.begun) openings += 1;
    return held;
  }

  const refusedWhy = () =>
    `${who} answers ${refusedWith.status} to the cues of calls that are being heard, ${refusedCalls.size} in a row: check ${check}`;

  /** Says of one or two calls what would be certain of more. */
  function fewRefused(): Objection | undefined {
    if (firstRefusedAtMs - takenAtMs < FEW_REFUSED.notTakenForMs) return undefined;
    if (monotonic() - lastRefusedAtMs > FEW_REFUSED.warnedForMs) return undefined;
    const { status, body } = refusedWith;
    const cues = refusedCalls.size === 1 ? 'cue' : `${refusedCalls.size} cues`;
    const refused = takenAtMs === Number.NEGATIVE_INFINITY ? `${who} refused the only` : `${who} refused the latest`;
    return {
      reason: `${refused} ${cues}: ${status}${body === '' ? '' : ` ${body}`}`,
      remedy: `The call was still heard. Check ${check}; if the call had just ended in ${who}, nothing is wrong.`,
    };
  }

  const conflicting = (): Objection => ({
    reason: `${who} answered 409 to the cues of the last ${conflicts.size} calls, as if they had been posted before: it is not known whether agents see them`,
    remedy: `Look whether a cue is on a desktop. If none is: check ${checkKey}, and whether a proxy sends requests twice.`,
  });

  return {
    /** @param conflict the call whose cue is there already, as CXone says, though it was not sent before */
    succeeded(conflict?: InteractionId): void {
      failures = 0;
      openings = 0;
      takenAtMs = monotonic();
      refusedCalls.clear();
      if (conflict === undefined) conflicts.clear();
      else conflicts.add(conflict);
    },
    /**
     * Counts a request without a proper answer.
     *
     * @param retryAfterMs holds the queue for as long as the answer asked for
     */
    async failed(why: string, retryAfterMs?: number): Promise<void> {
      if (failures === 0) firstFailedAtMs = monotonic();
      failures += 1;
      const isLasting = failures >= LASTING.failures && monotonic() - firstFailedAtMs >= LASTING.forMs;
      if (retryAfterMs !== undefined) await open('circuit_open', `${why} and asked to wait`, retryAfterMs);
      else if (failures >= FAILURES_IN_A_ROW || isLasting) {
        await open('circuit_open', `the last ${failures} requests failed, the latest with: ${why}`);
      }
    },
    /** Counts a cue that was refused though its call is being heard. */
    async refused(interactionId: InteractionId, { status, body }: RefusedAnswer, isProbe: boolean): Promise<void> {
      if (refusedCalls.size === 0) firstRefusedAtMs = monotonic();
      lastRefusedAtMs = monotonic();
      refusedCalls.add(interactionId);
      refusedWith = { status, body: maskStart(body.replaceAll(/\s+/g, ' ').trim(), SHOWN_CHARS) };
      if (refusedCalls.size < REFUSED_CALLS_IN_A_ROW && !isProbe) return;
      const { begun } = await open('misconfigured', refusedWhy());
      if (begun) log.error({ status, calls: refusedCalls.size }, 'cues are refused, call after call');
    },
    /** Why cues may reach no agent: calls in a row were refused, and no cue has been taken since. */
    warning: (): Objection | undefined => {
      if (conflicts.size >= CONFLICTS_IN_A_ROW) return conflicting();
      if (refusedCalls.size === 0) return undefined;
      return refusedCalls.size >= WARNED_CALLS_IN_A_ROW ? refusedWhy() : fewRefused();
    },
    /** Holds the queue after an answer that concerns every cue. */
    async misconfigured(
      { status, why, retryAfterMs }: { status: number | undefined; why: string; retryAfterMs: number | undefined },
      interactionId: InteractionId,
    ): Promise<Hold> {
      const held = await open('misconfigured', why, retryAfterMs);
      log.error({ interactionId, status, reason: why }, 'no cue can be posted');
      return held;
    },
  };
}
interface RefusedAnswer {
  readonly status: number;
  readonly body: string;
}

export type Circuit = ReturnType<typeof createCircuit>;
