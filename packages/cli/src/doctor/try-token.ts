import { setTimeout as delay } from 'node:timers/promises';
import { createTokens, type Log, type TokenSource } from '@cueline/shared';

const TOKEN_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 50;

/** A token, or why there is none. */
export interface TriedToken {
  readonly token?: string | undefined;
  readonly reason?: string | undefined;
}

/**
 * Asks for a token once.
 *
 * @param who who gives it; default: CXone
 */
export async function tryToken(source: Omit<TokenSource, 'signal'>, log: Log, who?: string): Promise<TriedToken> {
  const stop = new AbortController();
  const tokens = createTokens({ ...source, signal: stop.signal, log, ...(who === undefined ? {} : { who }) });
  const before = tokens.objection();
  const asked = tokens.get().catch(() => undefined);
  const refused = async () => {
    const untilMs = performance.now() + TOKEN_WITHIN_MS;
    while (tokens.objection() === before && performance.now() < untilMs) await delay(LOOK_EVERY_MS);
    return tokens.objection() === undefined ? asked : undefined;
  };
  const token = await Promise.race([asked, refused()]);
  const reason = tokens.objection();
  stop.abort();
  return token === undefined ? { reason } : { token };
}
