import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { callFrames, endCalls, startScene } from './console/scene.js';
import { openPage, startBrowser } from './harness/browser.js';

/** Where pictures of each view go, for the documents: `npm run pictures`. None are made otherwise. */
const FOLDER = process.env['PICTURES'];

/** So often of each dozen calls this becomes of them, in this order. */
const DAY = 'done careful forgetful done rateless careful promising careful close done pressing careful'.split(' ');
const CALLS = 60;
const EACH_MS = 1300;
const LINE_MS = 3500;

type Scene = Awaited<ReturnType<typeof startScene>>;

/** A minute and a half of a usual day: calls begin one after the other, and those in which all is said end. */
async function playDay({ simulator }: Scene): Promise<void> {
  const playCall = async (number: number) => {
    const kind = DAY[number % DAY.length] ?? '';
    const { interactionId, frames } = callFrames(kind, number);
    await sleep(number * EACH_MS);
    for (const frame of frames) {
      simulator.pushFrame(frame(Date.now()));
      await sleep(LINE_MS);
    }
    const isOver = kind === 'done' || number < CALLS / 3;
    if (isOver) endCalls({ simulator }, [interactionId]);
  };
  await Promise.all(Array.from({ length: CALLS }, (_, number) => playCall(number)));
}

/** What somebody does from the page. */
const act = (page: Page, name: string, body: object) =>
  page.evaluate(
    `fetch('/api/acts/${name}', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id: crypto.randomUUID(), ...${JSON.stringify(body)} }) }).then((answer) => answer.status)`,
  );

test.runIf(FOLDER !== undefined)(
  'every view has its picture, on both screens, in both themes',
  async () => {
    const [scene, browser] = await Promise.all([startScene({ notice: 10, rate: 12, recap: 100 }), startBrowser()]);
    const { simulator, url } = scene;
    simulator.faults.set({ cueRejected: { chance: 1, count: 3, status: 422 } });
    simulator.pushFrame({ type: 'transcription', interactionId: 'x', isFinal: true, text: 7 });
    const wide = await openPage(browser, { width: 1280, theme: 'light' });
    const phone = await openPage(browser, { width: 390, theme: 'light' });
    await wide.goto(url);
    await playDay(scene);

    const { interactionId: rateless } = callFrames('rateless', 40);
    const { interactionId: forgetful } = callFrames('forgetful', 38);
    const reason = 'read out by the announcement before the agent took over';
    expect(await act(wide, 'acknowledge', { interactionId: forgetful, rule: 'notice', reason })).toBe(200);
    expect(await act(wide, 'pause', { forMs: 60_000 })).toBe(200);
    expect(await act(wide, 'resume', {})).toBe(200);

    for (const page of [wide, phone]) {
      const { width = 0 } = page.viewportSize() ?? {};
      for (const view of ['', `calls/${rateless}`, 'flow', 'queues', 'rules', 'reports', 'audit']) {
        await page.goto(`${url}/${view}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await expect.poll(() => page.getByText(/^Reading /).count()).toBe(0);
        // Until charts are drawn and the stream has said everything.
        await sleep(2500);
        for (const theme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme: theme });
          await sleep(300);
          const name = view === '' ? 'now' : view.replace(/\/.*/, '').replace('calls', 'call');
          await page.screenshot({ path: `${FOLDER}/${name}-${width}-${theme}.png` });
        }
      }
    }
  },
  600_000,
);
