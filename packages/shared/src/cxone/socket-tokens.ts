import { z } from 'zod';
import type { PlatformContract } from '../platform/parse-platform.js';
import type { SocketToken } from '../platform/socket.js';
import { type SocketValue, socketTemplates } from '../platform/socket-template.js';
import { ask, AskError } from './ask.js';
import type { CxoneSettings, PlatformSocketSettings } from './cxone-settings.js';
import { type TokenRequest, type TokenSource, tokenSource } from './token-request.js';

export type SocketTokenSettings = CxoneSettings & PlatformSocketSettings;

const Discovery = z.looseObject({ token_endpoint: z.url() });

/** @throws AskError */
async function discover(url: string, signal: AbortSignal): Promise<string> {
  const { token_endpoint: endpoint } = await ask(url, Discovery, {}, signal);
  // the secret goes nowhere without TLS that was discovered with it
  if (new URL(endpoint).protocol === new URL(url).protocol) return endpoint;
  throw new AskError(undefined, 'the token endpoint has no TLS');
}

/** Who gives the tokens of a socket, if its file says so. */
export const issuerOf = (token: SocketToken, { CXONE_BASE_URL }: CxoneSettings): string | undefined =>
  'issuer' in token ? (CXONE_BASE_URL ?? token.issuer).replace(/\/+$/, '') : undefined;

/** Where the tokens of the `CXONE_…` settings come from: as the socket of the platform file says, if it has one. */
export function cxoneTokenSource(
  settings: SocketTokenSettings & { readonly PLATFORM_FILE?: Pick<PlatformContract, 'socket'> | undefined },
  signal: AbortSignal,
): TokenSource {
  const socket = settings.PLATFORM_FILE?.socket;
  return socket === undefined ? tokenSource(settings, signal) : socketTokenSource(socket.token, settings, signal);
}

/** Where the tokens of a platform file's socket come from. */
export function socketTokenSource(token: SocketToken, settings: SocketTokenSettings, signal: AbortSignal): TokenSource {
  const { CXONE_CLIENT_ID, CXONE_CLIENT_SECRET, CXONE_ACCESS_KEY_ID = '', CXONE_ACCESS_KEY_SECRET = '' } = settings;
  const issuer = issuerOf(token, settings) ?? '';
  const valueOf = (name: SocketValue) => settings.PLATFORM_VALUES[name.replace('values.', '')] ?? '';
  const filled = (text: string) => socketTemplates.compileText(text)(valueOf);
  switch (token.kind) {
    case 'cxone':
      return tokenSource(settings, signal);
    case 'oauth':
      return { url: token.url, clientId: filled(token.clientId), clientSecret: filled(token.clientSecret), signal };
    case 'back-end': {
      const url = settings.CXONE_TOKEN_URL ?? `${issuer}/.well-known/openid-configuration`;
      const request = async (until: AbortSignal): Promise<TokenRequest> => ({
        url: settings.CXONE_TOKEN_URL ?? (await discover(url, until)),
        form: { grant_type: 'password', username: CXONE_ACCESS_KEY_ID, password: CXONE_ACCESS_KEY_SECRET },
        headers: { authorization: `Basic ${btoa(`${CXONE_CLIENT_ID}:${CXONE_CLIENT_SECRET}`)}` },
      });
      const refuses = 'refuses the access key, or the client id';
      return { url, clientId: CXONE_CLIENT_ID, clientSecret: CXONE_CLIENT_SECRET, request, refuses, signal };
    }
    case 'access-key': {
      const url = settings.CXONE_TOKEN_URL ?? filled(token.url);
      const json = { accessKeyId: CXONE_ACCESS_KEY_ID, accessKeySecret: CXONE_ACCESS_KEY_SECRET };
      const request = () => Promise.resolve({ url, json });
      const refuses = 'refuses the access key';
      return { url, clientId: CXONE_ACCESS_KEY_ID, clientSecret: CXONE_ACCESS_KEY_SECRET, request, refuses, signal };
    }
    default:
      return token satisfies never;
  }
}
