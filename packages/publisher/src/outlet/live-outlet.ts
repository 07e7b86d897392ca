import { type BackoffPolicy, backoffMs, type InteractionId, type Log, type Tokens } from '@cueline/shared';
import type { Admission } from '../gate/admission.js';
import type { Answer } from './read-answer.js';
import type { Circuit } from '../gate/circuit.js';
import { CueError } from './cue-error.js';
import type { CueOutlet } from './cue-outlet.js';
import type { QueueHold } from '../gate/hold.js';
import type { PublisherMetrics } from '../metrics.js';
import type { Outlet, OutletRequest } from './outlet.js';

export interface LiveOutletContext {
  readonly cues: CueOutlet;
  readonly tokens: Pick<Tokens, 'get' | 'invalidate'>;
  readonly admit: () => Promise<Admission>;
  readonly hold: QueueHold;
  readonly circuit: Circuit;
  readonly metrics: Pick<PublisherMetrics, 'countAnswer'>;
  readonly log: Log;
}

/** How long a 403 holds the queue before the next attempt. */
const FORBIDDEN_MS = 60_000;
/** Holds of 1, 2, 4 … s after 429 answers that do not say how long to wait. */
const RATE_LIMITED: BackoffPolicy = { firstMs: 1000, maxMs: 60_000, jitter: 0 };

type Answered = Exclude<Answer, { kind: 'unavailable' }>;

/** Posts cues to an outlet. An answer that concerns every cue holds the queue. */
export function createLiveOutlet({ cues, tokens, admit, hold, circuit, metrics, log }: LiveOutletContext): Outlet {
  let refusals = 0;

  async function attempt({ interactionId, note, isRepeated }: OutletRequest, token: string): Promise<Answered> {
    try {
      const answer = await cues.send(interactionId, note, token, isRepeated);
      if (answer.kind === 'unavailable') throw new CueError('UNAVAILABLE', answer.why, answer);
      metrics.countAnswer(answer.status);
      return answer;
    } catch (error) {
      if (error instanceof CueError) {
        metrics.countAnswer(error.status);
        await circuit.failed(error.message, error.retryAfterMs);
      }
      throw error;
    }
  }

  async function slowDown(retryAfterMs: number | undefined, max: number) {
    const forMs = retryAfterMs ?? backoffMs(refusals, RATE_LIMITED, () => 0);
    const throttledTo = Math.max(1, Math.floor(max / 2));
    const held = await hold.holdQueue('rate_limited', forMs, { why: `${cues.names.who} answered 429`, throttledTo });
    if (held.begun) refusals += 1;
    return { kind: 'held', forMs: held.forMs } as const;
  }

  async function stopPosting({ status, why, retryAfterMs }: Extract<Answer, { kind: 'forbidden' }>) {
    const held = await hold.holdQueue('forbidden', retryAfterMs ?? FORBIDDEN_MS, { why });
    if (held.begun) log.error({ status, reason: why }, 'no cue can be posted');
    return { kind: 'held', forMs: held.forMs } as const;
  }

  /** The API has answered as such: what held the queue is over. */
  async function answered(
    { isProbe }: Extract<Admission, { kind: 'admitted' }>,
    conflict?: InteractionId,
  ): Promise<void> {
    refusals = 0;
    circuit.succeeded(conflict);
    if (isProbe) await hold.releaseProbed();
  }

  return {
    async admit() {
      await tokens.get(); // before admission, which is valid only briefly: a token may take long
      return admit();
    },
    async send(request, admission) {
      const { interactionId, isHeard } = request;
      let token = await tokens.get();
      let answer = await attempt(request, token);
      if (answer.kind === 'unauthorized') {
        tokens.invalidate(token);
        token = await tokens.get();
        const again = await admit(); // the repeated request needs its own admission
        if (again.kind === 'held') return again;
        try {
          answer = await attempt(request, token);
        } finally {
          await again.over();
        }
      }
      switch (answer.kind) {
        case 'unauthorized': {
          const why = `a fresh token is refused: ${answer.why}; ${cues.names.unauthorized}`;
          await circuit.failed(why);
          throw new CueError('UNAUTHORIZED', why, answer);
        }
        case 'rate_limited':
          return slowDown(answer.retryAfterMs, admission.max);
        case 'forbidden':
          tokens.invalidate(token); // scopes granted meanwhile may be only in a new token
          return stopPosting(answer);
        case 'misconfigured': {
          const held = await circuit.misconfigured(answer, interactionId);
          return { kind: 'held', forMs: held.forMs };
        }
        case 'unknown_interaction':
          // Neither proves that the API is all right: a wrong address answers so too.
          if (!isHeard) return { ...answer, kind: 'ended' };
          await circuit.refused(interactionId, answer, admission.isProbe);
          return { ...answer, kind: 'refused' };
        case 'refused':
          await circuit.refused(interactionId, answer, admission.isProbe);
          return answer;
        case 'accepted':
          await answered(admission, answer.status === 409 && !request.isRepeated ? interactionId : undefined);
          return answer;
        case 'rejected':
        case 'unsupported':
          await answered(admission);
          return answer;
        default:
          return answer satisfies never;
      }
    },
  };
}
