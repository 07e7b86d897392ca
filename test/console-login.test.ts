import { freePorts } from '@cueline/shared/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { findBarriers, openPage, startBrowser, step } from './harness/browser.js';
import { startProcess } from './harness/cueline-process.js';
import { logInAt, startIdentityProvider } from './harness/identity-provider.js';
import { startRedis } from './harness/redis.js';

const PEOPLE = {
  ann: { groups: ['ops'], cc_team: ['*'] },
  tess: { groups: ['staff', 'leads'], cc_team: ['blue'] },
  sal: { groups: ['sales'], cc_team: ['red'] },
};
const ROLES = { CONSOLE_OPERATORS: 'ops', CONSOLE_VIEWERS: 'leads, auditors', CONSOLE_SCOPE_CLAIMS: 'team=cc_team' };

const Known = z.object({ viewer: z.unknown().optional() });

async function start(path = '') {
  const [redis, [port = 0]] = await Promise.all([startRedis(), freePorts(1)]);
  await redis.client.set('cueline:partitions', '1');
  const home = `http://localhost:${port}${path}`;
  const provider = await startIdentityProvider(home, PEOPLE);
  const settings = { ...redis.environment, ...provider.settings, ...ROLES, CONSOLE_URL: home, HTTP_PORT: String(port) };
  const console = await startProcess('console', settings);
  await console.ready();
  return { home, redis, provider, console };
}

test('somebody logs in at the company, sees and may do what their claims say, and logs out at both', async () => {
  const [{ home, redis }, browser] = await Promise.all([start('/ops/cueline'), startBrowser()]);
  const page = await openPage(browser, { width: 1280, theme: 'light' });
  await page.goto(`${home}/flow`);
  const logIn = page.getByRole('link', { name: 'Log in with your company account' });
  await logIn.waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await logIn.click();
  await logInAt(page, 'tess');
  // back where she wanted to go
  await page.getByRole('heading', { level: 1, name: 'Flow' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/ops/cueline/flow');
  expect(await page.getByRole('navigation').first().textContent()).not.toContain('Queues');
  await page.getByText('tess may look').waitFor();
  const config = await page.evaluate<{ viewer: unknown }>(
    `fetch('/ops/cueline/api/config').then((answer) => answer.json())`,
  );
  expect(config.viewer).toEqual({ name: 'tess', role: 'view', scope: { team: ['blue'] }, canLogOut: true });
  const cookies = await page.context().cookies(home);
  expect(cookies.find(({ name }) => name === '__Host-cueline')).toMatchObject({ httpOnly: true, secure: true });
  expect(cookies.some(({ name }) => name === '__Host-cueline-login')).toBe(false);

  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await logIn.waitFor();
  expect(await redis.client.keys('{cueline}:console:*')).toEqual([]);
  // the provider has forgotten her, too: it asks again
  await logIn.click();
  await logInAt(page, 'ann');
  await page.getByText('ann may act').waitFor();
  // what ends her session elsewhere ends what she sees here
  await redis.client.del(await redis.client.keys('{cueline}:console:session:*'));
  await logIn.waitFor();
});

type Started = Awaited<ReturnType<typeof startAll>>;

async function startAll() {
  const [started, browser] = await Promise.all([start(), startBrowser()]);
  return { ...started, browser };
}

test('logins that are not as they should be', async () => {
  const started = await startAll();
  await step('who has no role here is told which claim gives it', () => comeWithoutRole(started));
  await step('a login counts in the browser that began it, once, and as it was begun', () =>
    bringForeignLogin(started),
  );
  await step('after a login nobody is sent elsewhere', () => askForElsewhere(started));
});

async function comeWithoutRole({ home, redis, browser }: Started): Promise<void> {
  const page = await browser.newPage();
  await page.goto(`${home}/login`);
  await logInAt(page, 'sal');
  await page.getByText("no value of the claim 'groups' gives a role here").waitFor();
  expect(await redis.client.keys('{cueline}:console:session:*')).toEqual([]);
  await page.close();
}

async function bringForeignLogin({ home, browser }: Started): Promise<void> {
  const page = await browser.newPage();
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.url()));
  await page.goto(`${home}/login`);
  await logInAt(page, 'ann');
  await page.getByText('ann may act').waitFor();
  const callback = sent.find((url) => url.includes('/login/callback?')) ?? '';
  const answerOf = async (to: string, browserPage = page) => (await browserPage.goto(to))?.text();
  const unbegun = expect.stringContaining('not begun in this browser');
  // as somebody would who sends others the end of a login of their own
  const victim = await browser.newPage();
  expect(await answerOf(callback, victim)).toEqual(unbegun);
  expect(await answerOf(callback)).toEqual(unbegun);

  await victim.goto(`${home}/login`);
  const forged = new URL(callback);
  forged.searchParams.set('state', 'forged');
  expect(await answerOf(forged.href, victim)).toContain('cannot be trusted');
  // that was its one try
  expect(await answerOf(callback, victim)).toEqual(unbegun);
  expect((await victim.context().cookies(home)).map(({ name }) => name)).not.toContain('__Host-cueline');
  await Promise.all([page.close(), victim.close()]);
}

async function askForElsewhere({ home, browser }: Started): Promise<void> {
  for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example', '/ok evil']) {
    const page = await browser.newPage();
    await page.goto(`${home}/login?to=${encodeURIComponent(to)}`);
    await logInAt(page, 'ann');
    await page.waitForURL(`${home}/`, { waitUntil: 'commit' });
    await page.close();
  }
}

test('without the provider the console starts, and says at the login that it is away', async () => {
  const redis = await startRedis();
  await redis.client.set('cueline:partitions', '1');
  const [port = 0, nobody = 0] = await freePorts(2);
  const console = await startProcess('console', {
    ...redis.environment,
    ...ROLES,
    HTTP_PORT: String(port),
    CONSOLE_URL: `http://localhost:${port}`,
    CONSOLE_OIDC_ISSUER: `http://127.0.0.1:${nobody}`,
    CONSOLE_OIDC_CLIENT_ID: 'x',
  });
  await console.ready();
  expect((await fetch(`${console.url()}/api/config`)).status).toBe(200);
  const { status } = await fetch(`${console.url()}/login`, { redirect: 'manual' });
  expect(status).toBe(503);
});

test('behind a proxy its headers count, from its address and with its secret alone', async () => {
  const redis = await startRedis();
  await redis.client.set('cueline:partitions', '1');
  const secret = 'shared with the proxy alone';
  const console = await startProcess('console', {
    ...redis.environment,
    ...ROLES,
    CONSOLE_ROLE_CLAIM: 'Groups',
    CONSOLE_SCOPE_CLAIMS: 'team=Team',
    CONSOLE_PROXY_ADDRESSES: '127.0.0.1',
    CONSOLE_PROXY_SECRET: secret,
  });
  await console.ready();
  const said = { 'X-Forwarded-User': 'tess', 'X-Forwarded-Groups': 'leads', 'X-Forwarded-Team': 'blue' };
  const ask = async (headers: Record<string, string>) => {
    const answer = await fetch(`${console.url()}/api/config`, { headers });
    return { status: answer.status, viewer: Known.parse(await answer.json()).viewer };
  };
  const proven = { ...said, 'X-Cueline-Proxy-Secret': secret };
  expect((await ask(proven)).viewer).toMatchObject({ name: 'tess', role: 'view', scope: { team: ['blue'] } });
  expect((await ask({ ...proven, 'X-Forwarded-Groups': 'sales' })).status).toBe(403);
  expect((await ask(said)).viewer).toBeUndefined();
  expect((await ask({ ...said, 'X-Cueline-Proxy-Secret': 'guessed' })).viewer).toBeUndefined();
  await console.restart({ CONSOLE_PROXY_ADDRESSES: '10.0.0.0/8' });
  await console.ready();
  expect((await ask(proven)).viewer).toBeUndefined();
});
