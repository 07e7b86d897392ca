import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { endCalls, sayCall, sayCalls, sayMore, startScene } from './console/scene.js';
import { shownCues } from './harness/shown-cues.js';
import { findBarriers, openPage, startBrowser, tabTo } from './harness/browser.js';

async function start() {
  const [scene, browser] = await Promise.all([startScene(), startBrowser()]);
  return { ...scene, browser };
}

const wall = (page: Page) => page.getByRole('grid', { name: /Live calls/ });
const firstRow = (page: Page) => wall(page).getByRole('row').nth(1);
const goTo = (page: Page, view: string) =>
  page.getByRole('navigation').getByRole('link', { name: view }).first().click();

test('what is owed is seen at once, acted on by keys alone, and not trusted while Redis is away', async () => {
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

  const other = sayCall(pipeline, 'forgetful', 9);
  await expect.poll(() => firstRow(page).textContent()).toMatch(/owed.*Tom Becker/);

  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Id of a call' }).waitFor();
  await page.keyboard.type(other.slice(2));
  await page.getByRole('option', { name: other }).waitFor();
  expect(await findBarriers(page), 'search').toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Tom Becker' }).waitFor();

  await tabTo(page, 'Acknowledge …');
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor();
  expect(await findBarriers(page), 'dialog').toEqual([]);
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

  await goTo(page, 'Now');
  await firstRow(page)
    .getByText(/\d:\d\d/)
    .first()
    .waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Time line' }).waitFor();

  await pipeline.redis.server.stop();
  await page.getByText('Redis does not answer').waitFor();
});

test('no view bars anybody or breaks the content security policy, on any screen', async () => {
  const pipeline = await start();
  const { browser, url } = pipeline;
  endCalls(pipeline, sayCalls(pipeline, 0, { done: 4, forgetful: 2, rateless: 1, close: 1 }));
  sayCalls(pipeline, 100, { promising: 2, forgetful: 3, rateless: 2, close: 1, pressing: 2, careful: 12, done: 10 });
  const opened = String(47_110_000 + 105 * 37);

  // The themes differ in colours alone, which are the same on every screen.
  const lookAround = async (width: number, themes: readonly ('light' | 'dark')[]) => {
    const page = await openPage(browser, { width, theme: 'light' });
    const check = async (name: string) => {
      await expect.poll(() => page.getByText(/^Reading /).count()).toBe(0);
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme });
        expect(await findBarriers(page), `${name}, ${width} px, ${theme}`).toEqual([]);
      }
    };
    await page.goto(`${url}/calls/${opened}`);
    await page.getByRole('heading', { name: 'Time line' }).waitFor();
    await check('call');
    for (const view of ['Flow', 'Queues', 'Rules', 'Reports', 'Audit']) {
      await goTo(page, view);
      await page.getByRole('heading', { level: 1, name: view }).waitFor();
      await check(view.toLowerCase());
    }
    await goTo(page, 'Now');
    await page.getByText('Guaranteed returns').filter({ visible: true }).first().waitFor();
    await check('now');
  };
  await Promise.all([lookAround(1280, ['light', 'dark']), lookAround(390, ['light'])]);
});

test('every act of the queues, and forgetting a call, can be done by keys alone', async () => {
  const { browser, url, simulator, redis } = await start();
  simulator.faults.set({ cueRejected: { chance: 1, count: 1, status: 422 } });
  const call = sayCall({ simulator }, 'forgetful', 5);
  await expect.poll(() => redis.client.keys('cueline:{*}:dead')).not.toEqual([]);
  const page = await openPage(browser, { width: 1280, theme: 'light' });
  /** Opens the dialog of an act, goes through with it, and gives what it says in the end. */
  const act = async (verb: string): Promise<string | null> => {
    await page
      .getByRole('button', { name: `${verb} …` })
      .first()
      .waitFor();
    await tabTo(page, `${verb} …`);
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog').waitFor();
    await tabTo(page, verb);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Close' }).waitFor();
    const said = await page.getByRole('alertdialog').textContent();
    await tabTo(page, 'Close');
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    return said;
  };
  const choose = async (shelf: RegExp) => {
    const tab = page.getByRole('button', { name: shelf });
    await tab.focus();
    await page.keyboard.press('Enter');
  };
  await page.goto(`${url}/queues`);
  expect(await act('Try again')).toContain('1 tried again');
  await expect.poll(() => shownCues(simulator).map(({ interactionId }) => interactionId)).toEqual([call]);

  await redis.client.xadd('cueline:{0}:segments', '*', 'segment', 'not an entry of ours');
  await page.getByText('Dead letters 1').waitFor();
  expect(await act('Put back')).toContain('1 put back');
  await page.getByText('Dead letters 1').waitFor(); // it cannot be processed still
  expect(await act('Discard')).toContain('1 discarded');
  await choose(/^Discarded/);
  expect(await act('Restore')).toContain('1 restored');
  expect(await act('Pause')).toMatch(/no cue is posted until/i);
  expect(await act('Resume')).toMatch(/the pause is over/i);

  endCalls({ simulator }, [call]);
  await expect.poll(() => redis.client.keys('cueline:{*}:outcome-entries')).not.toEqual([]);
  await page.goto(`${url}/calls/${call}`);
  expect(await act('Forget')).toMatch(/removed: /i);
});

test('the eighth tab of a browser is served, too: tabs that nobody sees make room', async () => {
  const pipeline = await start();
  const { browser, url } = pipeline;
  sayCall(pipeline, 'forgetful', 5);
  const first = await openPage(browser, { width: 1280, theme: 'light' });
  const hide = (page: Page) => page.evaluate(`Object.defineProperty(document, 'hidden', { get: () => true })`);
  for (let tab = 1; tab < 8; tab += 1) {
    const page = tab === 1 ? first : await first.context().newPage();
    await page.goto(url);
    await firstRow(page).getByText('Lena Fischer').waitFor();
    await hide(page);
  }
  const eighth = await first.context().newPage();
  await eighth.goto(url);
  await expect.poll(() => firstRow(eighth).textContent(), { timeout: 30_000 }).toContain('Lena Fischer');
});
