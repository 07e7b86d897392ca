import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

const CLIENT = { id: 'cueline-console', secret: randomBytes(24).toString('hex') };

/** A real identity provider, which knows everybody by name and any password; it ends with the test. */
export async function startIdentityProvider(
  home: string,
  people: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
) {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on a port');
  const issuer = `http://127.0.0.1:${address.port}`;
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${home}/login/callback`],
        post_logout_redirect_uris: [`${home}/`],
      },
    ],
    jwks: { keys: [{ ...key, use: 'sig' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: { profile: ['preferred_username', 'groups', 'cc_team'] },
    pkce: { required: () => true },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: `sub-of-${id}`, preferred_username: id, ...people[id] }),
    }),
  });
  server.on('request', provider.callback());
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    issuer,
    settings: {
      CONSOLE_OIDC_ISSUER: issuer,
      CONSOLE_OIDC_CLIENT_ID: CLIENT.id,
      CONSOLE_OIDC_CLIENT_SECRET: CLIENT.secret,
      CONSOLE_OIDC_SCOPES: 'openid profile',
    },
  };
}

/** Logs somebody in at the provider's own page, and agrees to what the console asks for. */
export async function logInAt(page: Page, name: string): Promise<void> {
  await page.locator('input[name=login]').fill(name);
  await page.locator('input[name=password]').fill('any');
  await page.locator('button[type=submit]').click();
  await page.getByRole('button', { name: 'Continue' }).click();
}
