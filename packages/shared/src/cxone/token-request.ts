import type { ClientRequest } from 'node:http';
import { z } from 'zod';
import { backoffMs, type BackoffPolicy } from '../timing/backoff.js';
import type { CxoneSettings } from './cxone-settings.js';
import { tokenUrl } from './cxone-urls.js';

/** The token endpoint and the client's credentials. */
export interface TokenSource {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Stops waiting and refreshing. */
  readonly signal: AbortSignal;
}

/** The token endpoint, and the client that the settings name. */
export function tokenSource(settings: CxoneSettings, signal: AbortSignal): TokenSource {
  const { CXONE_CLIENT_ID: clientId, CXONE_CLIENT_SECRET: clientSecret } = settings;
  return { url: tokenUrl(settings), clientId, clientSecret, signal };
}

/** A token; its times are those of `performance.now()`. */
export interface Token {
  readonly value: string;
  readonly refreshAtMs: number;
  readonly expiresAtMs: number;
}

/** Called after each failed attempt, with the answer's status if there was one, and the error's code. */
export type TokenFailure = (status: number | undefined, code: string) => void;

// some servers send `expires_in` as text
const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

const RETRY: BackoffPolicy = { firstMs: 1_000, maxMs: 60_000, jitter: 0.5 };
const REQUEST_TIMEOUT_MS = 15_000;
/** A longer answer cannot be a token; reading stops there. */
const MAX_ANSWER_BYTES = 65_536;
const REFRESH_AHEAD_MS = 300_000;
/** A token with a shorter life is refreshed after half of it. */
const SHORT_LIFE_MS = 600_000;

/** Requests a token until it gets one. */
export async function requestToken(source: TokenSource, onFailure: TokenFailure): Promise<Token> {
  const { default: got } = await import('got'); // slow to load, and not needed to become alive
  let sentAtMs = performance.now();
  const request = got.post(source.url, {
    form: {
      grant_type: 'client_credentials',
      client_id: source.clientId,
      client_secret: source.clientSecret,
    },
    timeout: { request: REQUEST_TIMEOUT_MS },
    signal: source.signal,
    followRedirect: false, // the secret goes to this URL only
    decompress: false, // a small answer could unpack to a huge one; compression is not requested
    retry: {
      enforceRetryRules: false, // every failure is retried, for ever, and requests are POSTs, which got would not retry
      calculateDelay: ({ attemptCount, error }) => {
        onFailure(error.response?.statusCode, error.code);
        return backoffMs(attemptCount - 1, RETRY, Math.random);
      },
    },
    hooks: {
      beforeRequest: [
        () => {
          sentAtMs = performance.now();
        },
      ],
      // an answer without a token counts as a failure
      afterResponse: [
        (response) => {
          if (response.statusCode < 400) TokenAnswer.parse(JSON.parse(String(response.body)));
          return response;
        },
      ],
    },
  });
  let underWay: ClientRequest | undefined;
  void request.on('request', (sent: ClientRequest) => (underWay = sent));
  void request.on('downloadProgress', ({ transferred }) => {
    if (transferred > MAX_ANSWER_BYTES) underWay?.destroy(new Error('the answer is too long'));
  });
  const answer = await request;
  const { access_token: value, expires_in: lifeS } = TokenAnswer.parse(JSON.parse(answer.body));
  const lifeMs = lifeS * 1_000;
  return {
    value,
    refreshAtMs: sentAtMs + (lifeMs < SHORT_LIFE_MS ? lifeMs / 2 : lifeMs - REFRESH_AHEAD_MS),
    expiresAtMs: sentAtMs + lifeMs,
  };
}
