import { z } from 'zod';
import { type SocketValue, socketTemplates } from '../platform/socket-template.js';
import { ask } from './ask.js';
import { readIdToken } from './id-token.js';

export interface SocketConfigContext {
  /** A template of a platform file; without it there is nothing to ask for. */
  readonly config: string | undefined;
  /** Who gives tokens by the settings, and by the platform file. The issuer of the id token counts between the two. */
  readonly baseUrl: string | undefined;
  readonly issuer: string | undefined;
  readonly idToken: string | undefined;
  readonly values: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const Config = z.record(z.string(), z.unknown());

/**
 * Asks for the values `{config.NAME}` of a platform file's socket, which are texts and numbers of the answer, without a slash at their end.
 *
 * @throws AskError
 */
export async function askSocketConfig(context: SocketConfigContext): Promise<Readonly<Record<string, string>>> {
  if (context.config === undefined) return {};
  const { issuer: named, tenantId = '' } = readIdToken(context.idToken);
  const issuer = context.baseUrl ?? named ?? context.issuer ?? '';
  const valueOf = (name: SocketValue) => {
    if (name === 'issuer') return issuer.replace(/\/+$/, '');
    return name === 'tenantId' ? encodeURIComponent(tenantId) : (context.values[name.replace('values.', '')] ?? '');
  };
  const answer = await ask(socketTemplates.compileText(context.config)(valueOf), Config, {}, context.signal);
  return Object.fromEntries(
    Object.entries(answer).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number'
        ? [[name, String(value).replace(/\/+$/, '')] as const]
        : [],
    ),
  );
}
