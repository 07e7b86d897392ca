import type { Keys, RedisClient } from '@cueline/shared';
import type { ConsoleSettings } from '../settings.js';
import { createIdentify } from './identify.js';
import { createLoginLimit } from './login-limit.js';
import { createLogins } from './logins.js';
import { createOidc } from './oidc.js';
import { createProxyIdentity } from './proxy.js';
import type { GuardOptions } from './request-guard.js';
import { createSessions } from './sessions.js';
import { readTokensFile } from './tokens-file.js';

/** The ways to log in that the settings give. @throws SettingsError */
export function createAccess(settings: ConsoleSettings, { redis, keys }: { redis: RedisClient; keys: Keys }) {
  const { CONSOLE_TOKENS_FILE: tokensFile, CONSOLE_URL: place } = settings;
  const findByToken = tokensFile === undefined ? undefined : readTokensFile(tokensFile);
  const oidc = oidcOf(settings);
  const proxy = proxyOf(settings);
  const hasLogin = findByToken !== undefined || oidc !== undefined || proxy !== undefined;
  const sessions = createSessions({ redis, keys, now: Date.now });
  const isReadOnly = settings.CONSOLE_READ_ONLY === 'on';
  return {
    findByToken,
    oidc,
    login: oidc !== undefined ? 'oidc' : proxy !== undefined ? 'proxy' : hasLogin ? 'token' : 'none',
    sessions,
    logins: createLogins({ redis, keys }),
    loginLimit: createLoginLimit(),
    identify: createIdentify({ sessions, findByToken, proxy, hasLogin, isReadOnly }),
    guard: { hasLogin, origin: place?.origin } satisfies GuardOptions,
  } as const;
}
export type Access = ReturnType<typeof createAccess>;

function oidcOf(settings: ConsoleSettings) {
  const { CONSOLE_OIDC_ISSUER: issuer, CONSOLE_OIDC_CLIENT_ID: clientId, CONSOLE_URL: place } = settings;
  if (issuer === undefined || clientId === undefined || place === undefined) return undefined;
  const home = place.origin + place.path;
  return createOidc({
    ...settings,
    issuer,
    clientId,
    clientSecret: settings.CONSOLE_OIDC_CLIENT_SECRET,
    scopes: settings.CONSOLE_OIDC_SCOPES,
    redirectUri: `${home}/login/callback`,
    homeUri: `${home}/`,
  });
}

function proxyOf(settings: ConsoleSettings) {
  const { CONSOLE_PROXY_ADDRESSES: addresses, CONSOLE_PROXY_SECRET: secret, CONSOLE_PROXY_HEADERS: headers } = settings;
  return addresses === undefined || secret === undefined
    ? undefined
    : createProxyIdentity({ ...settings, addresses, secret, headers });
}
