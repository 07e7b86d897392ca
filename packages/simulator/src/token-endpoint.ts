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
  readonly tokens: Tokens;
  readonly faults: ActiveFaults;
  readonly journal: Journal;
  readonly now: () => number;
}

/** `POST /oauth/token`: OAuth 2.0, client credentials. */
export function createTokenEndpoint({ clientId, clientSecret, tokens, faults, journal, now }: TokenEndpointContext) {
  const answer = (form: unknown): Response => {
    const limited = faults.strike('tokenRateLimited');
    if (limited) {
      const headers = retryAfterHeader(limited.retryAfter, limited.retryAfterS * 1000, now());
      return Response.json({ error: 'rate_limited' }, { status: 429, headers });
    }
    const unavailable = faults.strike('tokenUnavailable');
    if (unavailable) return Response.json({ error: 'unavailable' }, { status: unavailable.status });
    const request = TokenRequest.safeParse(form);
    if (!request.success) return Response.json({ error: 'invalid_request' }, { status: 400 });
    const known = request.data.client_id === clientId && request.data.client_secret === clientSecret;
    if (!known || faults.strike('tokenRefused')) return Response.json({ error: 'invalid_client' }, { status: 401 });
    const { accessToken, expiresInS } = tokens.issue(faults.strike('tokenExpired') !== undefined);
    return Response.json({ access_token: accessToken, expires_in: expiresInS, token_type: 'Bearer' });
  };

  return new Hono().post('/oauth/token', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const response = answer(Object.fromEntries(form));
    journal.write({ kind: 'token', clientId: form.get('client_id') ?? undefined, status: response.status });
    const slow = faults.strike('tokenSlow');
    if (slow) await delay(slow.delayMs, undefined, { ref: false });
    return response;
  });
}
