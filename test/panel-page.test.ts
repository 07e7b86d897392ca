import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { findBarriers, openPage, startBrowser, tabTo } from './harness/browser.js';
import { endFrame } from './harness/speech-frame.js';
import { startDesk } from './panel/desk.js';

/** Where pictures of the panel go, for the documents: `npm run pictures`. None are made otherwise. */
const FOLDER = process.env['PICTURES'];

const line = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title });

test('a panel is read and used at every width, in both themes, by keys alone, and says when it has lost touch', async () => {
  const [desk, browser] = await Promise.all([startDesk({ notice: 3, rate: 40 }), startBrowser()]);
  const page = await openPage(browser, { width: 400, theme: 'light' });
  const look = async (name: string, widths = [280, 400, 1280]) => {
    for (const width of widths) {
      await page.setViewportSize({ width, height: width === 1280 ? 800 : 720 });
      expect(await page.evaluate('document.documentElement.scrollWidth'), `${name}, ${width} px`).toBe(width);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await findBarriers(page), `${name}, ${width} px, ${colorScheme}`).toEqual([]);
        const isWanted = FOLDER !== undefined && name === 'call' && width === 400;
        if (isWanted) await page.screenshot({ path: `${FOLDER}/panel-${name}-${width}-${colorScheme}.png` });
      }
    }
  };
  await page.goto(desk.link({ agent: 'Maria Lopez' }));
  await page.getByText('No call is heard').waitFor();
  await look('none', [280]);

  desk.say('4711', 'good morning how can i help');
  await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('Say this now');
  await expect.poll(() => page.title()).toBe('(1) Say now · Cueline');
  desk.say('4711', 'may i have your date of birth');
  desk.say('4711', 'i would like to apply for a loan', 'customer');
  desk.say('4711', 'sure and you have guaranteed approval');
  await line(page, 'Guaranteed approval').getByText('Say that approval depends on a credit check.').waitFor();
  await line(page, 'Identity check').locator('s').waitFor();
  await expect.poll(() => line(page, 'Annual percentage rate').textContent()).toMatch(/0:[0-3]\d/);
  await expect
    .poll(() => page.getByRole('alert').allTextContents())
    .toContainEqual(expect.stringContaining('Guaranteed approval'));
  await look('call');

  await tabTo(page, 'Tick off … Call recording notice');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByText('Write down why.').waitFor();
  await page.keyboard.type('played by the announcement');
  await page.keyboard.press('Enter');
  await line(page, 'Call recording notice').locator('s').waitFor();

  await tabTo(page, 'Tick off … Payment protection is optional');
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: 'Not in this call' }).check();
  await look('tick');
  await page.getByRole('button', { name: 'Tick off', exact: true }).press('Enter');
  await line(page, 'Payment protection').locator('s').waitFor();

  await page.evaluate(`window.list = document.querySelector('ul')`);
  await desk.panel.kill();
  await page.getByText('Lost touch with Cueline').waitFor();
  await look('lost', [400]);
  await desk.panel.restart();
  await page.getByText('Lost touch with Cueline').waitFor({ state: 'detached' });
  expect(await page.evaluate('window.list.isConnected')).toBe(true);

  desk.say('4711', 'the annual percentage rate is six percent');
  await line(page, 'Annual percentage rate').locator('s').waitFor();
  desk.simulator.pushFrame(endFrame('4711'));
  await page.getByText('This call is over').waitFor();
});
