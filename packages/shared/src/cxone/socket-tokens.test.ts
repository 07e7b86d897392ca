import type { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createLog } from '../logging/log.js';
import { listen } from '../process/http.js';
import type { SocketToken } from '../platform/socket.js';
import { readSettings } from '../settings/settings.js';
import { cxoneSettings, platformSocketSettings } from './cxone-settings.js';
import { createTokens } from './oauth.js';
import { askSocketConfig } from './socket-config.js';
import { socketTokenSource } from './socket-tokens.js';

let server: ReturnType<typeof serve>;
let url: string;
let endpoint: string;
let requests: { path: string; authorization: string | undefined; body: string }[] = [];
const stopping = new AbortController();
const lines: string[] = [];
const log = createLog({ name: 'test', level: 'info', destination: { write: (line) => void lines.push(line) } });
const payload = Buffer.from('{"iss":"https://issuer.example","tenantId":"t 1"}').toString('base64url');
const Settings = z.object({ ...cxoneSettings, ...platformSocketSettings });

beforeAll(async () => {
  const app = new Hono();
  app.get('/.well-known/openid-configuration', (c) => c.json({ token_endpoint: endpoint }));
  app.get('/config', (c) =>
    c.json({ area: 'na1', api_endpoint: `${url}/`, n: 7, asked: c.req.query('tenantId'), more: {} }),
  );
  app.post('*', async (c) => {
    requests.push({ path: c.req.path, authorization: c.req.header('authorization'), body: await c.req.text() });
    return c.json({ access_token: 'given', expires_in: 3600, id_token: `x.${payload}.x` });
  });
  const listening = await listen(app, '127.0.0.1', 0);
  server = listening.server;
  url = `http://127.0.0.1:${listening.port}`;
});
afterAll(() => {
  stopping.abort();
  server.close();
});
beforeEach(() => {
  requests = [];
  lines.length = 0;
  endpoint = `${url}/auth/token`;
});

function tokensOf(token: SocketToken) {
  const settings = readSettings(Settings, {
    CXONE_CLIENT_ID: 'cueline',
    CXONE_CLIENT_SECRET: 's3cret',
    CXONE_ACCESS_KEY_ID: 'key',
    CXONE_ACCESS_KEY_SECRET: 'k3y',
    PLATFORM_VALUES: '{"part":"token"}',
  });
  return createTokens({ ...socketTokenSource(token, settings, stopping.signal), log });
}

test('a back-end token is asked for where the issuer says, with the client in the header and the access key in the form', async () => {
  expect(await tokensOf({ kind: 'back-end', issuer: url }).get()).toBe('given');
  expect(requests).toEqual([
    {
      path: '/auth/token',
      authorization: `Basic ${btoa('cueline:s3cret')}`,
      body: 'grant_type=password&username=key&password=k3y',
    },
  ]);
});

test('an access key alone is posted as JSON', async () => {
  expect(await tokensOf({ kind: 'access-key', issuer: url, url: `${url}/{values.part}/access-key` }).get()).toBe(
    'given',
  );
  expect(requests).toMatchObject([
    { path: '/token/access-key', body: '{"accessKeyId":"key","accessKeySecret":"k3y"}', authorization: undefined },
  ]);
});

test('no secret goes to a token endpoint of another scheme than that of the issuer', async () => {
  endpoint = 'https://127.0.0.1:1/auth/token';
  tokensOf({ kind: 'back-end', issuer: url })
    .get()
    .catch(() => undefined);
  await expect.poll(() => lines.join('')).toContain('no token available, trying again');
  expect(requests).toEqual([]);
});

test('the configuration is asked for with the tenant of the id token; its texts and numbers are values', async () => {
  const ask = (config: string, baseUrl?: string) =>
    askSocketConfig({
      config,
      baseUrl,
      issuer: 'https://another.example',
      idToken: `x.${payload}.x`,
      values: {},
      signal: stopping.signal,
    });
  const values = { area: 'na1', api_endpoint: url, n: '7', asked: 't 1' };
  expect(await ask('{issuer}/config?tenantId={tenantId}', `${url}/`)).toEqual(values);
  expect(await ask(`${url}/config?tenantId={tenantId}`)).toEqual(values);
});
