import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { endCalls, sayCall, sayCalls, sayMore, startScene } from './console/scene.js';
import { findBarriers, openPage, type Screen, startBrowser, tabTo } from './harness/browser.js';

const SCREENS: readonly Screen[] = [1280, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((theme) => ({ width, theme })),
);
/** Where pictures of each view go, for the documents; none are made otherwise. */
const PICTURES = process.env['PICTURES'];

async function start() {
  const [scene, browser] = await Promise.all([startScene(), startBrowser()]);
  return { ...scene, browser };
}

const wall = (page: Page) => page.getByRole('grid', { name: /Live calls/ });
const firstRow = (page: Page) => wall(page).getByRole('row').nth(1);
const goTo = (page: Page, view: string) =>
  page.getByRole('navigation').getByRole('link', { name: view }).first().click();

test('who owes something is first on the wall, and no longer once it is said', async () => {
  const pipeline = await start();
  const page = await openPage(pipeline.browser, { width: 1280, theme: 'light' });
  await page.goto(pipeline.url);
  await expect.poll(() => page.getByText('No call is on', { exact: true }).isVisible()).toBe(true);
  sayCalls(pipeline, 0, { careful: 3 });
  const forgetful = sayCall(pipeline, 'forgetful', 5);
  await expect.poll(() => firstRow(page).textContent()).toMatch(/owed.*Lena Fischer.*Call recording notice/);
  await expect.poll(() => page.title()).toBe('(1) Now · Cueline');

  sayMore(pipeline, forgetful, 'by the way this call is being recorded');
  await expect.poll(() => page.title()).toBe('Now · Cueline');

  endCalls(pipeline, [forgetful]);
  await expect.poll(() => wall(page).textContent()).not.toContain('Lena Fischer');
});

test('by keys alone a call is found, a rule is acknowledged, and cues are paused', async () => {
  const pipeline = await start();
  const page = await openPage(pipeline.browser, { width: 1280, theme: 'dark' });
  const forgetful = sayCall(pipeline, 'forgetful', 1);
  await page.goto(pipeline.url);
  await expect.poll(() => firstRow(page).textContent()).toMatch(/owed/);

  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Id of a call' }).waitFor();
  await page.keyboard.type(forgetful.slice(2));
  await page.getByRole('option', { name: forgetful }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Tom Becker' }).waitFor();

  await tabTo(page, 'Acknowledge …');
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor();
  await page.keyboard.type('read out by the announcement');
  await tabTo(page, 'Acknowledge');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Close');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByRole('main').textContent()).toMatch(/ticked off.*read out by the announcement/s);

  await goTo(page, 'Queues');
  await tabTo(page, 'Pause …');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Pause');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Close');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Resume …' }).waitFor();

  await goTo(page, 'Audit');
  await expect.poll(() => page.getByRole('main').textContent()).toMatch(/pause.*acknowledge.*notice/s);
});

test('old data is said to be old', async () => {
  const pipeline = await start();
  const page = await openPage(pipeline.browser, { width: 390, theme: 'light' });
  await page.goto(pipeline.url);
  sayCall(pipeline, 'careful', 1);
  await page.getByRole('link', { name: /Tom Becker/ }).waitFor();
  await pipeline.redis.server.stop();
  await page.getByText('Redis does not answer').waitFor();
});

test('no view bars anybody or breaks the content security policy, on any screen', async () => {
  const pipeline = await start();
  const { browser, url } = pipeline;
  endCalls(pipeline, sayCalls(pipeline, 0, { done: 4, forgetful: 2, rateless: 1, close: 1 }));
  sayCalls(pipeline, 100, { promising: 2, forgetful: 3, rateless: 2, close: 1, pressing: 2, careful: 12, done: 10 });
  const shown = String(47_110_000 + 105 * 37);
  for (const screen of SCREENS) {
    const page = await openPage(browser, screen);
    const check = async (name: string) => {
      expect(await findBarriers(page), `${name} at ${screen.width} px, ${screen.theme}`).toEqual([]);
      if (PICTURES !== undefined)
        await page.screenshot({ path: `${PICTURES}/${name}-${screen.width}-${screen.theme}.png` });
    };
    await page.goto(url);
    await page.getByText('critical').first().waitFor();
    await check('now');
    await page.goto(`${url}/calls/${shown}`);
    await page.getByRole('heading', { name: 'Time line' }).waitFor();
    await check('call');
    for (const view of ['Flow', 'Queues', 'Rules', 'Reports', 'Audit']) {
      await goTo(page, view);
      await page.getByRole('heading', { level: 1, name: view }).waitFor();
      await expect.poll(() => page.getByText(/^Reading /).count()).toBe(0);
      await check(view.toLowerCase());
    }
    await page.context().close();
  }
});
