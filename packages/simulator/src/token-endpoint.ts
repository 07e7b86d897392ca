import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ActiveFaults } from './faults.js';
import type { Journal } from './journal.js';
import { retryAfterHeader } from './retry-after.js';
import type { Tokens } from './tokens.js';

const TokenRequest = z.object({
  grant_type: z.literal('client_credentials'),
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
});

export interface TokenEndpointContext {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly answerToken: AnswerToken;
}

export interface AnswerTokenContext {
  readonly tokens: Tokens;
  readonly faults: ActiveFaults;
  readonly journal: Journal;
  readonly now: () => number;
}

/** What came of looking at a request for a token. */
export interface TokenAsked {
  readonly isReadable: boolean;
  readonly isKnown: boolean;
  readonly clientId: string | undefined;
  /** What else is in the answer. */
  readonly more?: object;
}

/** `POST /oauth/token`: OAuth 2.0, client credentials. */
export function createTokenEndpoint({ clientId, clientSecret, answerToken }: TokenEndpointContext) {
  return new Hono().post('/oauth/token', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const { data } = TokenRequest.safeParse(Object.fromEntries(form));
    return answerToken({
      isReadable: data !== undefined,
      isKnown: data?.client_id === clientId && data.client_secret === clientSecret,
      clientId: form.get('client_id') ?? undefined,
    });
  });
}

/** Creates what answers requests for tokens, with the faults now in force. */
export function createAnswerToken({ tokens, faults, journal, now }: AnswerTokenContext) {
  const answer = ({ isReadable, isKnown, more }: TokenAsked): Response => {
    const limited = faults.strike('tokenRateLimited');
    if (limited) {
      const headers = retryAfterHeader(limited.retryAfter, limited.retryAfterS * 1000, now());
      return Response.json({ error: 'rate_limited' }, { status: 429, headers });
    }
    const unavailable = faults.strike('tokenUnavailable');
    if (unavailable) return Response.json({ error: 'unavailable' }, { status: unavailable.status });
    if (!isReadable) return Response.json({ error: 'invalid_request' }, { status: 400 });
    if (!isKnown || faults.strike('tokenRefused')) return Response.json({ error: 'invalid_client' }, { status: 401 });
    const { accessToken, expiresInS } = tokens.issue(faults.strike('tokenExpired') !== undefined);
    return Response.json({ access_token: accessToken, expires_in: expiresInS, token_type: 'Bearer', ...more });
  };

  return async (asked: TokenAsked): Promise<Response> => {
    const response = answer(asked);
    journal.write({ kind: 'token', clientId: asked.clientId, status: response.status });
    const slow = faults.strike('tokenSlow');
    if (slow) await delay(slow.delayMs, undefined, { ref: false });
    return response;
  };
}
export type AnswerToken = ReturnType<typeof createAnswerToken>;
