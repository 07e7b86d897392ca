import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '@cueline/shared/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkOutlets } from './check-outlets.js';

let folder: string;
let host: string;
let stop: () => void;
/** What came, and how it is answered. */
let requests: string[];
let answer: (request: string) => [status: number, json?: unknown];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cueline-doctor-'));
  requests = [];
  answer = () => [200];
  const server = createServer((request, response) => {
    const one =
      `${request.method} ${request.url?.replaceAll(/cueline-doctor-[\w-]+/g, 'ID')} ${request.headers.authorization ?? ''}`.trim();
    requests.push(one);
    const [status, json] = answer(one);
    response.writeHead(status).end(json === undefined ? '' : JSON.stringify(json));
  });
  ({ host, stop } = await startServer(server));
});
afterEach(async () => {
  stop();
  await rm(folder, { recursive: true });
});

const FRAMES =
  'version: 1\nname: Acme\nspeech: {text: {exists: true}}\nfields: {interactionId: c, speaker: s, text: t}\n';
const VALUES = { host: 'there', token: 'a-token-of-ours', id: 'us', secret: 'a-secret-of-ours' };

/** What the doctor finds of outlets that these lines describe; HOST is the test's server. */
async function found(outlets: string, env: Readonly<Record<string, string>> = {}) {
  const PLATFORM_FILE = join(folder, 'acme.yaml');
  await writeFile(PLATFORM_FILE, `${FRAMES}outlets:\n${outlets.replaceAll('HOST', host)}`);
  const diagnoses = await checkOutlets({ PLATFORM_FILE, PLATFORM_VALUES: JSON.stringify(VALUES), ...env });
  expect(JSON.stringify(diagnoses)).not.toMatch(/a-token-of-ours|a-secret-of-ours/);
  return diagnoses;
}

const POSTED = `  - name: posted
    show: {url: 'http://HOST/calls/{call}', json: {key: '{key}', to: '{attributes.agentId|number}'}}`;

test('an outlet is asked for what is shown, if its file says how: nothing is posted', async () => {
  answer = () => [200, { list: [] }];
  const outlet = `${POSTED}\n    find: {url: 'http://HOST/cues', headers: {X-Token: '{values.token}'}, list: list, where: key}\n`;
  expect(await found(outlet)).toEqual([
    { check: 'outlet', state: 'ok', says: `posted: ${host} answers 200 when asked what is shown` },
  ]);
  expect(requests).toEqual(['GET /cues']);
  answer = () => [404];
  expect(await found(outlet)).toMatchObject([{ state: 'fail', remedy: expect.stringContaining('`find`') }]);
});

test('another is asked by a HEAD; who takes none is there, and who refuses the credentials says so', async () => {
  const states: Record<number, string | undefined> = {};
  for (const status of [200, 404, 405, 401, 403, 302, 500]) {
    answer = () => [status];
    states[status] = (await found(`${POSTED}\n`))[0]?.state;
  }
  expect(states).toEqual({ 200: 'ok', 404: 'ok', 405: 'ok', 401: 'fail', 403: 'warn', 302: 'fail', 500: 'fail' });
  expect(new Set(requests)).toEqual(new Set(['HEAD /calls/ID']));
});

test('a token is obtained and used; one that is refused is told with what to check', async () => {
  const signed = `${POSTED}\n    sign: {kind: oauth, url: 'http://HOST/token', clientId: '{values.id}', clientSecret: '{values.secret}'}\n`;
  answer = (request) => (request.startsWith('POST /token') ? [200, { access_token: 't', expires_in: 60 }] : [200]);
  expect(await found(signed)).toMatchObject([{ state: 'ok' }]);
  expect(requests).toEqual(['POST /token', 'HEAD /calls/ID Bearer t']);
  answer = () => [401];
  expect(await found(signed)).toEqual([
    {
      check: 'outlet',
      state: 'fail',
      says: 'posted: its token endpoint refuses the client id us',
      remedy: expect.stringContaining('PLATFORM_VALUES'),
    },
  ]);
});

test('a key that signs nothing is told; nobody is asked anything then', async () => {
  const key = `${POSTED}\n    sign: {kind: jwt, algorithm: RS256, key: '{values.secret}', claims: {}}\n`;
  expect(await found(key)).toMatchObject([
    { state: 'fail', says: 'posted: its requests cannot be signed', remedy: expect.stringContaining('PKCS 8') },
  ]);
  expect(requests).toEqual([]);
});

test('an outlet that cannot be reached fails; values that are missing, or make no address, are settings that are wrong', async () => {
  expect(await found("  - name: away\n    show: {url: 'http://127.0.0.1:1/', json: {key: '{key}'}}\n")).toMatchObject([
    { check: 'outlet', state: 'fail', says: expect.stringContaining('outlet away could not be reached') },
  ]);
  const needing = "  - name: b\n    show: {url: 'http://HOST/', json: {key: '{key}', a: '{values.other}'}}\n";
  expect(await found(needing)).toMatchObject([{ check: 'outlets', state: 'warn' }]);
  const placed = "  - name: placed\n    show: {url: 'http://{values.host}/x', json: {key: '{key}'}}\n";
  const PLATFORM_VALUES = JSON.stringify({ ...VALUES, host: 'not a host' });
  expect(await found(placed, { PLATFORM_VALUES })).toMatchObject([{ check: 'outlets', state: 'warn' }]);
});

test('receivers of notices are asked whether they are there', async () => {
  const NOTICES_FILE = join(folder, 'notices.yaml');
  const receivers = `[{name: there, url: 'http://${host}/hook', format: slack}, {name: away, url: 'http://127.0.0.1:1/', format: teams}]`;
  await writeFile(NOTICES_FILE, `version: 1\nreceivers: ${receivers}\n`);
  const env = { NOTICES_FILE, CXONE_CLIENT_ID: 'a', CXONE_CLIENT_SECRET: 'b' };
  expect(await checkOutlets(env)).toMatchObject([
    { check: 'notices', state: 'ok', says: expect.stringContaining(`there: ${host} answers 200`) },
    { check: 'notices', state: 'fail', says: expect.stringContaining('receiver away could not be reached') },
  ]);
  expect(requests).toEqual(['HEAD /hook']);
  expect(await checkOutlets({})).toEqual([]);
});
