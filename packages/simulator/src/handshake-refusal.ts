import type { ActiveFaults } from './faults.js';
import type { Scope, Tokens } from './tokens.js';

const path = '/api/v2/interactions/transcription';
const needed: readonly Scope[] = ['interaction:transcription:read', 'agentassist:interaction:read'];

export interface HandshakeContext {
  readonly tokens: Tokens;
  readonly faults: ActiveFaults;
}

/** The status that refuses a handshake at this URL; undefined when it is accepted. */
export function handshakeRefusal(url: URL, { tokens, faults }: HandshakeContext): number | undefined {
  if (url.pathname !== path) return 404;
  const status = tokens.check(url.searchParams.get('access_token') ?? undefined, needed);
  if (status === 401 || faults.strike('handshakeUnauthorized')) return 401;
  if (status === 403 || faults.strike('handshakeForbidden')) return 403;
  return faults.strike('handshakeUnavailable')?.status;
}
