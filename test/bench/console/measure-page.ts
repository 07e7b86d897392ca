import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { createDistribution, type Distribution } from '../../harness/distribution.js';

/** Keeps tasks that block the page, and when what is looked for was painted first (ms of the epoch). */
const WATCH = `
  window.tasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.tasks.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });
  window.sought = new Set();
  window.painted = {};
  new MutationObserver(() => {
    for (const text of window.sought) {
      if (!document.body.textContent.includes(text)) continue;
      window.sought.delete(text);
      requestAnimationFrame(() => setTimeout(() => (window.painted[text] = Date.now())));
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
`;

const Tasks = z.array(z.tuple([z.number(), z.number()]));

async function open(browser: Browser): Promise<Page> {
  // Playwright's waits evaluate texts, which the console forbids.
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, bypassCSP: true });
  await page.addInitScript(WATCH);
  return page;
}

/** How long *Now* takes from its address to its first rows, and then its longest task in so many seconds; in ms. */
export async function measureWall(
  browser: Browser,
  url: string,
  { throttle, seconds }: { throttle: number; seconds: number },
): Promise<{ firstRowsMs: number; longestTaskMs: number }> {
  const page = await open(browser);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  await page.goto(url, { waitUntil: 'commit' });
  const shown = await page.waitForFunction(`document.querySelectorAll('[role=row]').length > 5 && performance.now()`);
  const firstRowsMs = z.number().parse(await shown.jsonValue());
  await delay(2000); // what opening it takes is not what watching it takes
  const fromMs = z.number().parse(await page.evaluate('performance.now()'));
  await delay(seconds * 1000);
  const tasks = Tasks.parse(await page.evaluate('window.tasks')).filter(([startMs]) => startMs > fromMs);
  await page.close();
  return { firstRowsMs, longestTaskMs: Math.max(0, ...tasks.map(([, ms]) => ms)) };
}

/** So many rows are on a page without scrolling. */
const ROWS = 10;

/**
 * How long it takes from when something is said until a browser has painted it.
 *
 * @param say says something in a new call of this id; its row is what is waited for
 */
export async function measurePixels(
  browser: Browser,
  url: string,
  { said, say }: { said: number; say: (id: string) => Promise<unknown> },
): Promise<Distribution> {
  const page = await open(browser);
  const delays = createDistribution();
  let filter = '';
  for (let i = 0; i < said; i += 1) {
    if (i % ROWS === 0) {
      filter = `seen-${randomUUID().slice(0, 8)}`;
      await page.goto(`${url}/?q=${filter}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
    const id = `${filter}-${i}.`;
    await page.evaluate(`void window.sought.add(${JSON.stringify(id)})`);
    await delay(Math.random() * 1000); // at any moment of the console's second
    const saidAtMs = Date.now();
    await say(id);
    const painted = await page.waitForFunction(`window.painted[${JSON.stringify(id)}]`, undefined, { timeout: 60_000 });
    delays.add(z.number().parse(await painted.jsonValue()) - saidAtMs);
  }
  await page.close();
  return delays;
}
