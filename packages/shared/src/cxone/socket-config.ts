import { z } from 'zod';
import { type SocketValue, socketTemplates } from '../platform/socket-template.js';
import { ask } from './ask.js';
import { readIdToken } from './id-token.js';

export interface SocketConfigContext {
  /** A template of a platform file; without it there is nothing to ask for. */
  readonly config: string | undefined;
  /** Who gives tokens, unless the id token names another. */
  readonly issuer: string | undefined;
  readonly idToken: string | undefined;
  readonly values: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const Config = z.record(z.string(), z.unknown());

/**
 * Asks for the values `{config.NAME}` of a platform file's socket, which are texts and numbers of the answer.
 *
 * @throws AskError
 */
export async function askSocketConfig(context: SocketConfigContext): Promise<Readonly<Record<string, string>>> {
  if (context.config === undefined) return {};
  const { issuer = context.issuer ?? '', tenantId = '' } = readIdToken(context.idToken);
  const valueOf = (name: SocketValue) => {
    if (name === 'issuer') return issuer.replace(/\/+$/, '');
    return name === 'tenantId' ? encodeURIComponent(tenantId) : (context.values[name.replace('values.', '')] ?? '');
  };
  const answer = await ask(socketTemplates.compileText(context.config)(valueOf), Config, {}, context.signal);
  return Object.fromEntries(
    Object.entries(answer).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [],
    ),
  );
}
