import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { writeRules } from './harness/rule-file.js';
import { endCalls, sayCall, startScene } from './console/scene.js';
import { findBarriers, findBarriersInThemes, openPage, startBrowser } from './harness/browser.js';

/** Where pictures go: `npm run pictures`. None are made otherwise. */
const FOLDER = process.env['PICTURES'];

const SHADOW = `version: 1
disclosures:
  - id: notice
    title: Call recording notice
    say: ["this line is [being] recorded"]
    due: 10s
`;

const shadow = (page: Page) => page.getByRole('region', { name: /^Shadow: rules/ });
const panel = (page: Page) => page.getByRole('region', { name: 'Try a draft on recorded calls' });
const draft = (page: Page) => panel(page).getByRole('textbox', { name: /Draft/ });

/** No barrier, on a desk in either theme; and pictures, if they are asked for. */
async function look(page: Page, name: string, part = panel(page)): Promise<void> {
  const { width = 0 } = page.viewportSize() ?? {};
  expect(await (width > 500 ? findBarriersInThemes(page) : findBarriers(page)), `${name}, ${width} px`).toEqual([]);
  if (FOLDER === undefined) return;
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await sleep(300);
    await part.screenshot({ path: `${FOLDER}/${name}-${width}-${theme}.png` });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

test(
  'an analyst says what counts, and sees what a draft changes in the calls that are kept and in a file',
  { timeout: 300_000 },
  async () => {
    const [scene, browser] = await Promise.all([
      startScene({ notice: 10, rate: 12, recap: 100 }, { SHADOW_RULES_FILE: await writeRules(SHADOW) }),
      startBrowser(),
    ]);
    const { redis, url } = scene;
    const ids = ['careful', 'careful', 'close', 'forgetful', 'promising'].map((kind, n) => sayCall(scene, kind, n));
    endCalls(scene, ids);
    const outcomes = async () => {
      const streams = await redis.client.keys('*:outcomes');
      const lengths = await Promise.all(streams.map((stream) => redis.client.xlen(stream)));
      return lengths.reduce((sum, length) => sum + length, 0);
    };
    await expect.poll(outcomes, { timeout: 60_000 }).toBe(ids.length);
    await expect.poll(() => redis.client.keys('*:ended-speech'), { timeout: 60_000 }).toEqual([]);

    for (const width of [1280, 390] as const) {
      const page = await openPage(browser, { width, theme: 'light' });
      await page.goto(`${url}/rules`);
      await expect.poll(() => draft(page).inputValue()).toContain('Call recording notice');
      const text = await draft(page).inputValue();
      await expect
        .poll(() => shadow(page).textContent(), { timeout: 60_000 })
        .toMatch(
          /5 ended calls since .*, 5 judged otherwise \(100 %\).*Call recording notice ?4 calls.*line is being recorded/s,
        );
      await look(page, 'rules-shadow', shadow(page));

      await draft(page).fill(text.replace('guaranteed (return|returns)', 'guaranteed profit'));
      await panel(page).getByRole('button', { name: 'What would change?' }).click();
      await expect
        .poll(() => panel(page).textContent(), { timeout: 60_000 })
        .toMatch(/Tried on 5 calls.*Guaranteed returns prohibited1 call/s);
      expect(await panel(page).locator('mark').textContent()).toBe('guaranteed returns');
      await look(page, 'rules-changes');

      await draft(page).fill('version: 1\ndisclosures:\n  - {id: x, say: [');
      await panel(page).getByRole('button', { name: 'What would change?' }).click();
      await expect.poll(() => panel(page).textContent(), { timeout: 60_000 }).toMatch(/rules\.yaml:\d+:\d+: /);

      await draft(page).fill(text);
      await panel(page).getByRole('button', { name: 'What came close?' }).click();
      await panel(page).getByRole('button', { name: 'Does not count' }).first().waitFor({ timeout: 60_000 });
      await look(page, 'rules-review');
      await panel(page).getByRole('button', { name: 'Counts', exact: true }).first().click();
      await panel(page).getByRole('button', { name: 'Add to the draft' }).click();
      await expect.poll(() => draft(page).inputValue(), { timeout: 60_000 }).toMatch(/said:\n +- /);
      await look(page, 'rules-answered');

      await panel(page).getByRole('combobox', { name: 'Recorded calls' }).selectOption('file');
      await panel(page)
        .getByLabel('Choose the file')
        .setInputFiles({
          name: 'call.txt',
          mimeType: 'text/plain',
          buffer: Buffer.from('call: 7\n[00:01] Agent: this is a guaranteed return, my card is 4111 1111 1111 1111\n'),
        });
      await draft(page).fill(text.replace('guaranteed (return|returns)', 'guaranteed profit'));
      await panel(page).getByRole('button', { name: 'What would change?' }).click();
      await expect.poll(() => panel(page).textContent(), { timeout: 60_000 }).toMatch(/Tried on 1 call\..*\[number\]/s);
    }
  },
);
