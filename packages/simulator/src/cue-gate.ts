import { failure } from './failure.js';
import type { Faults, RetryAfterForm } from './fault.js';
import type { ActiveFaults } from './faults.js';
import { retryAfterHeader } from './retry-after.js';
import type { SlidingWindow } from './sliding-window.js';
import type { Scope, Tokens } from './tokens.js';

export interface CueGateContext {
  readonly tokens: Tokens;
  readonly limit: SlidingWindow;
  /** How a 429 that the limit caused says when to come back. */
  readonly retryAfter: RetryAfterForm;
  readonly faults: ActiveFaults;
  readonly now: () => number;
}

/** Checks that requests which show and withdraw cues have to pass: token, scope, rate limit, faults. */
export function createCueGate({ tokens, limit, retryAfter, faults, now }: CueGateContext) {
  const limited = (form: RetryAfterForm, afterMs: number) =>
    failure(429, 'too many requests', retryAfterHeader(form, afterMs, now()));
  return {
    /**
     * The answer that refuses a request; undefined when the request may pass.
     *
     * @param scopes those that its token needs
     */
    refuse(
      authorization: string | undefined,
      scopes: readonly Scope[] = ['agentassist:cue:write'],
    ): Response | undefined {
      const answered = faults.strike('cueAnswered');
      if (answered) return otherAnswer(answered, now());
      const token = authorization?.startsWith('Bearer ') ? authorization.slice('Bearer '.length) : undefined;
      const status = tokens.check(token, scopes);
      if (status === 401 || faults.strike('cueUnauthorized')) return failure(401, 'the access token is not valid');
      if (status === 403 || faults.strike('cueForbidden')) return failure(403, 'agentassist:cue:write is missing');
      const fault = faults.strike('cueRateLimited');
      if (fault) return limited(fault.retryAfter, fault.retryAfterS * 1000);
      const admission = limit.admit(now());
      if (admission.kind === 'refused') return limited(retryAfter, admission.retryAfterMs);
      const broken = faults.strike('cueUnavailable') ?? faults.strike('cueGone') ?? faults.strike('cueRejected');
      return broken && failure(broken.status, 'a fault was asked for');
    },
  };
}
export type CueGate = ReturnType<typeof createCueGate>;

type OtherAnswer = NonNullable<Faults['cueAnswered']>;

function otherAnswer(answer: OtherAnswer, nowMs: number): Response {
  const { status, body = null, contentType = 'text/html', location, retryAfter = 'none', retryAfterS = 1 } = answer;
  const headers = { 'content-type': contentType, ...retryAfterHeader(retryAfter, retryAfterS * 1000, nowMs) };
  return new Response(body, {
    status,
    headers: location === undefined ? headers : { ...headers, location },
  });
}
