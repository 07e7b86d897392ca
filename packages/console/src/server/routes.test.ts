import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SECURITY_HEADERS } from '../access/headers.js';
import {
  type Answer,
  type Ask,
  fromPage,
  type Name,
  startConsole,
  type TestConsole,
  tokenOf,
} from './console.fixture.js';

let guarded: TestConsole;
let open: TestConsole;
beforeAll(async () => {
  guarded = await startConsole();
  open = await startConsole({ hasLogin: false });
});
afterAll(async () => {
  await guarded.stop();
  await open.stop();
});

/** Every place of the API: what it wants of those who ask. A new one has to be added here. */
const RULES = {
  'GET /api/config': 'nobody',
  'POST /api/login': 'nobody',
  'POST /api/logout': 'nobody',
  'GET /api/live': 'view',
  'POST /api/live/:stream': 'view',
  'GET /api/calls': 'view',
  'GET /api/calls/:id': 'view',
  'GET /api/flow': 'view',
  'GET /api/queues': 'view all',
  'GET /api/queues/:shelf': 'view all',
  'GET /api/rules': 'view all',
  'POST /api/rules/try': 'view',
  'POST /api/rules/compare': 'analyse',
  'POST /api/rules/review': 'analyse',
  'POST /api/rules/answer': 'analyse',
  'GET /api/rules/file': 'analyse',
  'GET /api/audit': 'operate',
  'GET /api/reports': 'view',
  'GET /api/reports/calls': 'view',
  'GET /api/reports.csv': 'view',
  'GET /api/reports.ndjson': 'view',
  'POST /api/acts/acknowledge': 'operate',
  'POST /api/acts/pause': 'operate',
  'POST /api/acts/resume': 'operate',
  'POST /api/acts/put-back': 'operate',
  'POST /api/acts/discard': 'operate',
  'POST /api/acts/restore': 'operate',
  'POST /api/acts/retry': 'operate',
  'POST /api/acts/forget': 'operate',
} as const;
const places = Object.entries(RULES).map(([place, need]) => {
  const [method = '', pattern = ''] = place.split(' ');
  return {
    place,
    need,
    method,
    path: pattern.replace(':stream', 'none').replace(':id', 'x').replace(':shelf', 'dead'),
  };
});
const acting = places.filter(({ method }) => method === 'POST');

test('no place of the API is without a rule', () => {
  const known = Object.fromEntries(guarded.routes.map(({ method, path, need }) => [`${method} ${path}`, need]));
  expect(known).toEqual(RULES);
  const others = guarded.app.routes.filter(({ method, path }) => method !== 'ALL' && !(`${method} ${path}` in RULES));
  expect(others.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /healthz',
    'GET /readyz',
    'GET /metrics',
    'GET /*',
  ]);
});

const wellFormed = (method: string, host: string): Ask =>
  method === 'GET' ? { headers: { 'Sec-Fetch-Site': 'same-origin' } } : fromPage(host, {});

describe.each(places)('$place', ({ need, method, path }) => {
  const as = (name: Name | undefined, headers: Record<string, string> = {}): Promise<Answer> => {
    const { headers: usual, ...ask } = wellFormed(method, guarded.host);
    const login = name === undefined ? {} : { Authorization: `Bearer ${tokenOf(name)}` };
    return guarded.ask(path, { ...ask, headers: { ...usual, ...login, ...headers } });
  };

  test('is closed to those who have not logged in, or whose token or session is forged', async () => {
    const answers = [
      await as(undefined),
      await as(undefined, { Cookie: `__Host-cueline=${'A'.repeat(43)}` }),
      await as(undefined, { Authorization: 'Bearer guessed' }),
    ];
    // a login without a token is refused as one, too
    const isClosed = need !== 'nobody' || path === '/api/login';
    const refused = answers.map(({ status }) => status === 401 || (path === '/api/login' && status === 400));
    expect(refused).toEqual(answers.map(() => isClosed));
  });

  test('is closed to the wrong role, and to those who may not see all calls', async () => {
    const isClosed = {
      view: need === 'operate' || need === 'analyse',
      analyse: need === 'operate',
      scoped: need !== 'view' && need !== 'nobody',
    };
    expect((await as('vic')).status === 403).toBe(isClosed.view);
    expect((await as('ada')).status === 403).toBe(isClosed.analyse);
    for (const name of ['tess', 'ali'] as const) expect((await as(name)).status === 403).toBe(isClosed.scoped);
    expect((await as('ann')).status).not.toBe(403);
  });

  test('is closed to pages of other sites', async () => {
    for (const site of ['cross-site', 'same-site'])
      expect(await as('ann', { 'Sec-Fetch-Site': site })).toMatchObject({ status: 403 });
  });

  test('without a login it answers to this machine alone: a name that was pointed here does not count', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${open.host.split(':')[1]}`,
      '127.0.0.1.evil.example',
      '10.0.0.1',
      'a b',
    ]) {
      const { headers, ...ask } = wellFormed(method, open.host);
      const { status } = await open.ask(path, { ...ask, headers: { ...headers, Host: host } });
      expect({ host, isRefused: status === 403 || status === 400 }).toEqual({ host, isRefused: true });
    }
    for (const host of ['localhost', '127.0.0.1:8080', '[::1]:8080']) {
      const ask: Ask = method === 'GET' ? {} : fromPage(host, {});
      expect((await open.ask(path, { ...ask, headers: { ...ask.headers, Host: host } })).status).not.toBe(403);
    }
  });

  test('each answer has the headers that keep a page safe', async () => {
    for (const answer of [await as(undefined), await as('ann'), await as('ann', { 'Sec-Fetch-Site': 'cross-site' })]) {
      const names = Object.keys(SECURITY_HEADERS);
      const sent = Object.fromEntries(names.map((name) => [name, answer.headers[name.toLowerCase()]]));
      expect(sent).toEqual(SECURITY_HEADERS);
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });
});

describe.each(acting)('$place', ({ path }) => {
  test.each([
    ['no sign of its own page', { 'Sec-Fetch-Site': '', Origin: '' }],
    ['another origin', { 'Sec-Fetch-Site': '', Origin: 'http://evil.example' }],
    ['an origin that is hidden', { 'Sec-Fetch-Site': '', Origin: 'null' }],
    ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['text, which another page may send', { 'Content-Type': 'text/plain' }],
    ['no type', { 'Content-Type': '' }],
  ])('is refused with %s', async (_, changed) => {
    const { headers, ...ask } = fromPage(open.host, {});
    const kept = Object.entries({ ...headers, ...changed }).filter(([, value]) => value !== '');
    const { status } = await open.ask(path, { ...ask, headers: Object.fromEntries(kept) });
    expect([403, 415]).toContain(status);
  });
});

test('a session lasts until it is ended, and its cookie is for this host alone', async () => {
  const login = await guarded.ask('/api/login', fromPage(guarded.host, { token: tokenOf('vic') }));
  expect(login.status).toBe(200);
  const cookie = String(login.headers['set-cookie']);
  expect(cookie).toMatch(/^__Host-cueline=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  const headers = { Cookie: cookie.split(';')[0] ?? '' };
  const known = await guarded.redis.keys('*session*');
  expect(known.join()).not.toContain(headers.Cookie.split('=')[1]);
  expect(JSON.parse((await guarded.ask('/api/config', { headers })).text)).toMatchObject({
    viewer: { name: 'vic', role: 'view', canLogOut: true },
    acts: [],
  });
  const ask = fromPage(guarded.host, {});
  await guarded.ask('/api/logout', { ...ask, headers: { ...ask.headers, ...headers } });
  expect((await guarded.ask('/api/calls', { headers })).status).toBe(401);
});

test('a page that watches sees nothing more once its session has ended, wherever that was', async () => {
  const logIn = async () => {
    const { headers } = await guarded.ask('/api/login', fromPage(guarded.host, { token: tokenOf('vic') }));
    const Cookie = String(headers['set-cookie']).split(';')[0] ?? '';
    return { Cookie, page: await guarded.watch({ Cookie }) };
  };
  const [leaving, staying] = [await logIn(), await logIn()];
  const ask = fromPage(guarded.host, {});
  await guarded.ask('/api/logout', { ...ask, headers: { ...ask.headers, Cookie: leaving.Cookie } });
  await expect.poll(() => leaving.page.isClosed()).toBe(true);
  expect(staying.page.isClosed()).toBe(false);
  await guarded.redis.del(await guarded.redis.keys('*session*')); // as another console does
  await expect.poll(() => staying.page.isClosed(), { timeout: 20_000 }).toBe(true);
});

test('tokens cannot be guessed one after another', async () => {
  const guess = () => guarded.ask('/api/login', fromPage(guarded.host, { token: 'guess' }));
  for (let i = 0; i < 10; i += 1) expect((await guess()).status).toBe(401);
  expect((await guess()).status).toBe(429);
});

test('what the page sends is checked: an act needs an id, and a body is not long', async () => {
  const act = (body: object) => open.ask('/api/acts/pause', fromPage(open.host, body));
  expect(await act({ id: 'x', forMs: 1000 })).toMatchObject({ status: 400 });
  expect(await act({ forMs: 1 })).toMatchObject({ status: 400 });
  expect(await act({ forMs: 1000, more: 'x'.repeat(100_000) })).toMatchObject({ status: 413 });
});

test('if it is read-only, nobody acts', async () => {
  const readOnly = await startConsole({ hasLogin: false }, { CONSOLE_READ_ONLY: 'on' });
  const { status } = await readOnly.ask('/api/acts/pause', fromPage(readOnly.host, { forMs: 1000 }));
  const config: unknown = JSON.parse((await readOnly.ask('/api/config')).text);
  await readOnly.stop();
  expect(status).toBe(404);
  expect(config).toMatchObject({ viewer: { role: 'view' }, acts: [] });
});
