import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { backoffMs, type BackoffPolicy } from '../timing/backoff.js';
import type { CxoneSettings } from './cxone-settings.js';
import { tokenUrl } from './cxone-urls.js';
import { ask, AskError, type AskOptions } from './ask.js';

/** The token endpoint and the client's credentials. */
export interface TokenSource {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What to ask, and where; without it OAuth 2.0 client credentials, at `url`. */
  readonly request?: ((signal: AbortSignal) => Promise<TokenRequest>) | undefined;
  /** What a refusal says; default: `refuses the client id`. */
  readonly refuses?: string;
  /** Stops waiting and refreshing. */
  readonly signal: AbortSignal;
}

/** One request for a token. */
export interface TokenRequest extends AskOptions {
  readonly url: string;
}

/** The token endpoint, and the client that the settings name. */
export function tokenSource(settings: CxoneSettings, signal: AbortSignal): TokenSource {
  const { CXONE_CLIENT_ID: clientId, CXONE_CLIENT_SECRET: clientSecret } = settings;
  return { url: tokenUrl(settings), clientId, clientSecret, signal };
}

/** A token; its times are those of `performance.now()`. */
export interface Token {
  readonly value: string;
  /** The id token that came with it. */
  readonly idToken: string | undefined;
  readonly refreshAtMs: number;
  readonly expiresAtMs: number;
}

/** Called after each failed attempt, with the answer's status if there was one, and the error's code. */
export type TokenFailure = (status: number | undefined, code: string) => void;

// some servers send `expires_in` as text
const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
  id_token: z.string().optional(),
});

const RETRY: BackoffPolicy = { firstMs: 1_000, maxMs: 60_000, jitter: 0.5 };
const REFRESH_AHEAD_MS = 300_000;
/** A token with a shorter life is refreshed after half of it. */
const SHORT_LIFE_MS = 600_000;

/** Requests a token until it gets one. */
export async function requestToken(source: TokenSource, onFailure: TokenFailure): Promise<Token> {
  const { signal } = source;
  for (let failures = 0; ; failures += 1) {
    try {
      const { url, ...options } = (await source.request?.(signal)) ?? clientCredentials(source);
      const sentAtMs = performance.now();
      const answer = await ask(url, TokenAnswer, { method: 'POST', ...options }, signal);
      const lifeMs = answer.expires_in * 1_000;
      return {
        value: answer.access_token,
        idToken: answer.id_token,
        refreshAtMs: sentAtMs + (lifeMs < SHORT_LIFE_MS ? lifeMs / 2 : lifeMs - REFRESH_AHEAD_MS),
        expiresAtMs: sentAtMs + lifeMs,
      };
    } catch (error) {
      if (signal.aborted) throw error;
      if (!(error instanceof AskError)) throw error;
      onFailure(error.status, error.code);
    }
    await delay(backoffMs(failures, RETRY, Math.random), undefined, { signal });
  }
}

const clientCredentials = ({ url, clientId, clientSecret }: TokenSource): TokenRequest => ({
  url,
  form: { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret },
});
