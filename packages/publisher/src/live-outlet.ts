import { type BackoffPolicy, backoffMs, type InteractionId, type Log, type Tokens } from '@cueline/shared';
import type { Admission } from './admission.js';
import type { Answer } from './answer.js';
import type { Circuit } from './circuit.js';
import type { CueApi } from './cue-api.js';
import { CueError } from './cue-error.js';
import type { QueueHold } from './hold.js';
import type { Note } from './note.js';
import type { Outlet } from './outlet.js';

export interface LiveOutletContext {
  readonly api: CueApi;
  readonly tokens: Pick<Tokens, 'get' | 'invalidate'>;
  readonly admit: () => Promise<Admission>;
  readonly hold: QueueHold;
  readonly circuit: Circuit;
  readonly log: Log;
}

/** How long a 403 holds the queue before the next attempt. */
const FORBIDDEN_MS = 60_000;
/** Holds of 1, 2, 4 … s after 429 answers that do not say how long to wait. */
const RATE_LIMITED: BackoffPolicy = { firstMs: 1000, maxMs: 60_000, jitter: 0 };

type Answered = Exclude<Answer, { kind: 'unavailable' }>;

/** Posts cues to CXone. An answer that concerns every cue holds the queue. */
export function createLiveOutlet({ api, tokens, admit, hold, circuit, log }: LiveOutletContext): Outlet {
  let refusals = 0;

  async function attempt(interactionId: InteractionId, note: Note, token: string): Promise<Answered> {
    try {
      const answer = await api.send(interactionId, note, token);
      if (answer.kind === 'unavailable') throw new CueError('UNAVAILABLE', `CXone answered ${answer.status}`);
      return answer;
    } catch (error) {
      if (error instanceof CueError) await circuit.failed();
      throw error;
    }
  }

  async function slowDown(retryAfterMs: number | undefined, max: number) {
    const forMs = retryAfterMs ?? backoffMs(refusals, RATE_LIMITED, () => 0);
    const held = await hold.holdQueue('rate_limited', forMs, Math.max(1, Math.floor(max / 2)));
    if (held.begun) refusals += 1;
    return { kind: 'held', forMs: held.forMs } as const;
  }

  async function stopPosting() {
    const held = await hold.holdQueue('forbidden', FORBIDDEN_MS);
    if (held.begun) log.error('the client lacks agentassist:cue:write');
    return { kind: 'held', forMs: held.forMs } as const;
  }

  return {
    async admit() {
      await tokens.get(); // before admission, which is valid only briefly: a token may take long
      return admit();
    },
    async send(interactionId, note, admission) {
      let token = await tokens.get();
      let answer = await attempt(interactionId, note, token);
      if (answer.kind === 'unauthorized') {
        tokens.invalidate(token);
        token = await tokens.get();
        const again = await admit(); // the repeated request needs its own admission
        if (again.kind === 'held') return again;
        try {
          answer = await attempt(interactionId, note, token);
        } finally {
          await again.over();
        }
      }
      switch (answer.kind) {
        case 'unauthorized':
          await circuit.failed();
          throw new CueError('UNAUTHORIZED', 'CXone refuses a fresh token');
        case 'rate_limited':
          return slowDown(answer.retryAfterMs, admission.max);
        case 'forbidden':
          tokens.invalidate(token); // scopes granted meanwhile may be only in a new token
          return stopPosting();
        case 'accepted':
        case 'ended':
        case 'rejected':
        case 'unsupported':
          refusals = 0;
          circuit.succeeded();
          if (admission.isProbe) await hold.releaseProbed();
          return answer;
        default:
          return answer satisfies never;
      }
    },
  };
}
