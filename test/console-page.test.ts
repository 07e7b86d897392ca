import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { endCalls, sayCall, sayCalls, sayMore, startScene } from './console/scene.js';
import { shownCues } from './harness/shown-cues.js';
import { findBarriers, findBarriersInThemes, openPage, startBrowser, step, tabTo } from './harness/browser.js';

type Scene = Awaited<ReturnType<typeof start>>;

async function start() {
  const [scene, browser] = await Promise.all([startScene(), startBrowser()]);
  return { ...scene, browser };
}

const wall = (page: Page) => page.getByRole('grid', { name: /Live calls/ });
const firstRow = (page: Page) => wall(page).getByRole('row').nth(1);
const goTo = (page: Page, view: string) =>
  page.getByRole('navigation').getByRole('link', { name: view }).first().click();
/** Waits until there is a call. */
const untilCalls = (page: Page) =>
  firstRow(page)
    .getByText(/\d:\d\d/)
    .first()
    .waitFor();
const close = (page: Page) => page.context().close();

// One pipeline and one browser for all: to start these is most of what each part would cost.
test('the console in a browser, against the real pipeline', { timeout: 300_000 }, async () => {
  const scene = await start();
  await step('what is owed is seen at once, and acted on by keys alone', () => actOnCall(scene));
  await step('every act of the queues, and forgetting a call, can be done by keys alone', () => actOnQueues(scene));
  await step('no view bars anybody or breaks the content security policy, on any screen', () => lookAround(scene));
  await step('the seventh tab of a browser is served, too: tabs that nobody sees make room', () => openTabs(scene));
  await step('what could not be answered at first is asked for again', () => comeEarly(scene));
  await step('nothing is trusted while Redis is away', () => loseRedis(scene));
});

async function actOnCall(pipeline: Scene): Promise<void> {
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

  await page.keyboard.type(`/${other.slice(2)}`); // at once: the dialog is not there yet
  await page.getByRole('option', { name: other }).waitFor();
  await expect.poll(() => page.getByRole('combobox', { name: 'Id of a call' }).inputValue()).toBe(other.slice(2));
  await page.keyboard.type('0'); // the caret stands at the end
  await page.getByRole('option', { name: other }).waitFor({ state: 'detached' });
  await page.keyboard.press('Backspace');
  await page.getByRole('option', { name: other }).waitFor();
  expect(await findBarriers(page), 'search').toEqual([]);
  await page.locator('[role=option][data-highlighted]').filter({ hasText: other }).waitFor(); // Enter opens this one
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Tom Becker' }).waitFor();

  await tabTo(page, 'Acknowledge …');
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor();
  expect(await findBarriers(page), 'dialog').toEqual([]);
  await page.keyboard.type('read out by the announcement');
  await tabTo(page, 'Acknowledge');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Close' }).waitFor();
  await page.keyboard.press('Enter'); // it has the focus
  await expect.poll(() => page.getByRole('main').textContent()).toMatch(/ticked off.*read out by the announcement/s);

  await goTo(page, 'Audit');
  await expect.poll(() => page.getByRole('main').textContent()).toMatch(/acknowledge.*notice/s);

  await goTo(page, 'Now');
  await untilCalls(page);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Time line' }).waitFor();
  await close(page);
}

async function actOnQueues({ browser, url, simulator, redis }: Scene): Promise<void> {
  simulator.faults.set({ cueRejected: { chance: 1, count: 1, status: 422 } });
  const call = sayCall({ simulator }, 'forgetful', 13);
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
    await page.keyboard.press('Enter'); // 'Close' has the focus
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
  await expect.poll(() => shownCues(simulator).map(({ interactionId }) => interactionId)).toContain(call);

  await redis.client.xadd('cueline:{0}:segments', '*', 'segment', 'not an entry of ours');
  await page.getByText('Dead letters 1').waitFor();
  expect(await act('Put back')).toContain('1 put back');
  // it cannot be processed still; the page may show the one from before for a while
  await expect.poll(() => redis.client.xlen('cueline:{0}:dead')).toBe(1);
  await page.getByText('Dead letters 1').waitFor();
  expect(await act('Discard')).toContain('1 discarded');
  await choose(/^Discarded/);
  expect(await act('Restore')).toContain('1 restored');
  expect(await act('Pause')).toMatch(/no cue is posted until/i);
  expect(await act('Resume')).toMatch(/the pause is over/i);

  await page.goto(`${url}/calls/${call}`);
  await page.getByRole('heading', { name: 'Time line' }).waitFor();
  endCalls({ simulator }, [call]);
  await expect.poll(() => page.getByRole('main').textContent(), { timeout: 60_000 }).toMatch(/missed/);
  expect(await act('Forget')).toMatch(/removed: /i);
  await close(page);
}

async function lookAround(pipeline: Scene): Promise<void> {
  const { browser, url } = pipeline;
  endCalls(pipeline, sayCalls(pipeline, 0, { done: 4, forgetful: 2, rateless: 1, close: 1 }));
  sayCalls(pipeline, 100, { promising: 2, forgetful: 3, rateless: 2, close: 1, pressing: 2, careful: 12, done: 10 });
  const opened = String(47_110_000 + 105 * 37);

  // Colours are the same on every screen.
  const lookAt = async (width: number, find: (page: Page) => Promise<string[]>) => {
    const page = await openPage(browser, { width, theme: 'light' });
    const check = async (name: string) => {
      await expect.poll(() => page.getByText(/^Reading /).count()).toBe(0);
      expect(await find(page), `${name}, ${width} px`).toEqual([]);
      expect(await outOfSight(page), `${name}, ${width} px, scrolls as a whole`).toEqual([0, 0]);
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
    await close(page);
  };
  await Promise.all([lookAt(1280, findBarriersInThemes), lookAt(390, findBarriers)]);
}

/** How far the document itself can be scrolled, in px: only what is in it scrolls. */
const outOfSight = (page: Page) =>
  page.evaluate<number[]>(
    `(({ scrollWidth, scrollHeight, clientWidth, clientHeight }) => [scrollWidth - clientWidth, scrollHeight - clientHeight])(document.documentElement)`,
  );

async function openTabs(pipeline: Scene): Promise<void> {
  const { browser, url } = pipeline;
  sayCall(pipeline, 'forgetful', 205);
  const first = await openPage(browser, { width: 1280, theme: 'light' });
  const hide = (page: Page) => page.evaluate(`Object.defineProperty(document, 'hidden', { get: () => true })`);
  for (let tab = 1; tab < 7; tab += 1) {
    const page = tab === 1 ? first : await first.context().newPage();
    await page.goto(url);
    await untilCalls(page);
    await hide(page);
  }
  const seventh = await first.context().newPage();
  await seventh.goto(url);
  await untilCalls(seventh);
  await close(first);
}

async function comeEarly({ browser, url }: Scene): Promise<void> {
  const page = await browser.newPage(); // its console may say what was not answered
  const answer = (path: string, status: number, code: string, message: string) =>
    page.route(path, (route) => route.fulfill({ status, json: { error: { code, message } } }));
  await answer('**/api/config', 503, 'redis_away', 'Redis does not answer');
  await page.goto(`${url}/?verdict=unheard-of`);
  await page.getByText('The page goes on by itself').waitFor();
  await answer('**/api/live?*', 429, 'too_many', 'too many pages are open');
  await page.unroute('**/api/config');
  await page.getByText('Too many pages are open.').waitFor();
  await page.unroute('**/api/live?*');
  await untilCalls(page);
  await close(page);
}

async function loseRedis({ browser, url, redis }: Scene): Promise<void> {
  const page = await openPage(browser, { width: 1280, theme: 'light' });
  await page.goto(url);
  await untilCalls(page);
  await redis.server.stop();
  await page.getByText('Redis does not answer').waitFor();
}
