import type { ClientRequest } from 'node:http';
import { z } from 'zod';
import { backoffMs, type BackoffPolicy } from './backoff.js';

/** Where a token comes from, and who asks. */
export interface TokenSource {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Ends waiting and refreshing. */
  readonly signal: AbortSignal;
}

/** A token; times are of `performance.now()`. */
export interface Token {
  readonly value: string;
  readonly refreshAtMs: number;
  readonly expiresAtMs: number;
}

/** Told of each failed try: the answer's status where there was one, and the error's code. */
export type TokenFailure = (status: number | undefined, code: string) => void;

const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() }); // some servers send it as text

const RETRY: BackoffPolicy = { firstMs: 1_000, maxMs: 60_000, jitter: 0.5 };
const REQUEST_TIMEOUT_MS = 15_000;
/** A longer answer is no token, and is not read to its end. */
const MAX_ANSWER_BYTES = 65_536;
const REFRESH_AHEAD_MS = 300_000;
/** A token with a shorter life is used for half of it. */
const SHORT_LIFE_MS = 600_000;

/** Asks for a token until one is given. */
export async function requestToken(source: TokenSource, onFailure: TokenFailure): Promise<Token> {
  const { got } = await import('got'); // heavy, and not needed to become alive
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
    decompress: false, // little could become much; it was not asked for
    retry: {
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
      // an answer that is no token is a failure like any other
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
