import type { Log } from '../logging/log.js';
import { LONGEST_TIMER_MS } from '../timing/longest-timer.js';
import { createTrouble } from '../logging/trouble.js';
import type { TokenMetrics } from './token-metrics.js';
import { requestToken, type Token, type TokenSource } from './token-request.js';

export interface TokensContext extends TokenSource {
  readonly log: Log;
  readonly metrics?: TokenMetrics;
  /** Who gives them; default: CXone. */
  readonly who?: string;
  /** What to check if there are none; default: CXone's settings. */
  readonly check?: string;
}

const CHECK = 'CXONE_TOKEN_URL, CXONE_REGION or CXONE_BASE_URL, and the network';

/** Provides OAuth tokens. */
export interface Tokens {
  /** Returns a valid token; waits until there is one. */
  readonly get: () => Promise<string>;
  /** Reports that CXone refused this token; the next `get` requests a new one. */
  readonly invalidate: (token: string) => void;
  /** The id token that came with the latest token, if one did. */
  readonly idToken: () => string | undefined;
  /** Why there is no valid token; undefined while there is one, even if refreshing it fails. */
  readonly objection: () => string | undefined;
}

/** OAuth 2.0 client credentials: at most one request at a time; tokens are refreshed before they expire. */
export function createTokens(context: TokensContext): Tokens {
  const { clientId, log, metrics, signal, who = 'CXone', check = CHECK, refuses = 'refuses the client id' } = context;
  const { host, pathname } = new URL(context.url);
  let token: Token | undefined;
  let request: Promise<Token> | undefined;
  let refreshTimer: NodeJS.Timeout | undefined;
  let objection: string | undefined = 'no token yet';
  const failing = createTrouble({ log, over: `${who} gives tokens again` });
  signal.addEventListener('abort', () => clearTimeout(refreshTimer));

  function tellFailure(status: number | undefined, code: string): void {
    const refused = status === 400 || status === 401;
    metrics?.failed(refused ? 'refused' : 'failed');
    const reason = refused
      ? `${who} ${refuses} ${clientId}`
      : `no token from ${host}${status === undefined ? `: ${code}` : `${pathname}: it answered ${status}`}`;
    objection = reason;
    if (!failing.begin(log, reason)) return;
    if (refused) log.error({ clientId, status }, `${who} ${refuses} or its secret: check both`);
    else {
      const answer = status === undefined ? { host, code } : { url: `${host}${pathname}`, status };
      log.warn({ ...answer, check }, 'no token available, trying again');
    }
  }

  async function renew(): Promise<Token> {
    const next = await requestToken(context, tellFailure);
    token = next;
    objection = undefined;
    failing.end(log);
    metrics?.given(next.expiresAtMs - performance.now());
    clearTimeout(refreshTimer);
    refreshTimer = setTimeout(
      () => void renewOnce().catch((error: unknown) => log.debug({ err: error }, 'token refresh ended')),
      Math.min(next.refreshAtMs - performance.now(), LONGEST_TIMER_MS),
    ).unref();
    return next;
  }

  function renewOnce(): Promise<Token> {
    request ??= renew().finally(() => {
      request = undefined;
    });
    return request;
  }

  const usable = () => (token !== undefined && performance.now() < token.expiresAtMs ? token : undefined);
  return {
    get: async () => (usable() ?? (await renewOnce())).value,
    invalidate: (value) => {
      if (token?.value === value) token = undefined;
    },
    idToken: () => token?.idToken,
    objection: () => (usable() === undefined ? objection : undefined),
  };
}
