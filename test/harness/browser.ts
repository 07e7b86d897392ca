import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { launchBrowser } from './launch-browser.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Screen {
  /** In px; 390 is a phone's. */
  readonly width: number;
  readonly theme: 'light' | 'dark';
}

/** The distribution's Chromium; it ends with the test. */
export async function startBrowser(): Promise<Browser> {
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  return browser;
}

/** A page on such a screen. What it says in its console, and violations of its content security policy, fail the test. */
export async function openPage(browser: Browser, { width, theme }: Screen): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: width > 500 ? 800 : 844 },
    colorScheme: theme,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
  });
  context.setDefaultTimeout(60_000); // as `expect.poll` waits
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning';
    // The browser says so of each request that fails, as requests do while Redis is away.
    if (isComplaint && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  onTestFinished(() => expect(complaints).toEqual([]));
  return page;
}

/** Goes on with the Tab key until an element of this name has the focus. It may be shown, or take the focus, only in a while. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const goOn = async () => {
    const focused = await page.evaluate<string>(
      `document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent`,
    );
    if (focused.trim() !== name) await page.keyboard.press('Tab');
    return focused.trim();
  };
  await expect.poll(goOn, { interval: 0 }).toBe(name);
}

/** Rules of axe that depend on colours: in another theme no other can be broken. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * What of the page breaks a rule of accessibility, each with the first element that does.
 *
 * @param rules of axe; default: all
 */
export async function findBarriers(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (await page.evaluate<boolean>(`typeof axe === 'undefined'`)) await page.evaluate(`${axe}; undefined`);
  const options = {
    resultTypes: ['violations'],
    preload: false, // nothing is loaded anew: that is for rules which are off
    ...(rules === undefined ? {} : { runOnly: rules }),
  };
  return page.evaluate<string[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
  );
}

/** The same in both themes. The page is left in the light one. */
export async function findBarriersInThemes(page: Page): Promise<string[]> {
  const light = await findBarriers(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await findBarriers(page, COLOUR_RULES);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark.map((barrier) => `dark: ${barrier}`)];
}

/** A part of a long test: others go on with the same pipeline and browser. Its name is in what fails. */
export async function step(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new Error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
