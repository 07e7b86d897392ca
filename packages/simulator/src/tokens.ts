import { randomUUID } from 'node:crypto';
import type { Journal } from './journal.js';

/** What each part of the API asks of a token. */
export const scopes = [
  'interaction:transcription:read',
  'agentassist:interaction:read',
  'agentassist:cue:write',
] as const;
/** What a token may be used for. */
export type Scope = (typeof scopes)[number];

export interface TokensContext {
  /** How long a token is good, in seconds. */
  readonly lifetimeS: number;
  /** What the client may do. */
  readonly granted: readonly Scope[];
  readonly journal: Journal;
  readonly now: () => number;
}

/** The access tokens that were issued and are still good. */
export function createTokens({ lifetimeS, granted, journal, now }: TokensContext) {
  const expiresAtMs = new Map<string, number>();
  return {
    /** Issues a token. With `expired` no request accepts it. */
    issue(expired: boolean): { accessToken: string; expiresInS: number } {
      for (const [token, atMs] of expiresAtMs) if (atMs <= now()) expiresAtMs.delete(token);
      const accessToken = randomUUID();
      if (!expired) expiresAtMs.set(accessToken, now() + lifetimeS * 1000);
      return { accessToken, expiresInS: lifetimeS };
    },
    /** The status for a request with this token: 200, 401 when it is not valid, 403 when it lacks a needed scope. */
    check(token: string | undefined, needed: readonly Scope[]): 200 | 401 | 403 {
      const atMs = token === undefined ? undefined : expiresAtMs.get(token);
      if (atMs === undefined || atMs <= now()) return 401;
      return needed.every((scope) => granted.includes(scope)) ? 200 : 403;
    },
    /** Makes all tokens that were issued so far invalid. */
    revokeAll: (): void => {
      expiresAtMs.clear();
      journal.write({ kind: 'tokensRevoked' });
    },
  };
}
export type Tokens = ReturnType<typeof createTokens>;
