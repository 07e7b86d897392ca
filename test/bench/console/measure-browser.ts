import { launchBrowser } from '../../harness/launch-browser.js';
import { type ConsoleBench, named } from './console-bench.js';
import { measurePixels, measureWall } from './measure-page.js';

/** How long a browser takes to show what is sent, and how long it is busy with it. */
export async function measureBrowser(bench: ConsoleBench): Promise<void> {
  const { context, report, plan, cueline } = bench;
  const { url } = bench.console;
  const browser = await launchBrowser();
  context.onEnd(() => browser.close());
  const usual = await measureWall(browser, url, { throttle: 1, seconds: plan.seconds });
  const slow = await measureWall(browser, url, { throttle: 4, seconds: plan.seconds });
  const pixels = await measurePixels(browser, url, {
    said: plan.said,
    say: (interactionId) => cueline.load.say({ interactionId, text: 'good morning how can i help' }),
  });
  await browser.close();
  report.table('browser', [
    { browser: 'as it is', 'first rows (ms)': usual.firstRowsMs, 'longest task (ms)': usual.longestTaskMs },
    { browser: '4 times as slow', 'first rows (ms)': slow.firstRowsMs, 'longest task (ms)': slow.longestTaskMs },
  ]);
  report.must(named('ms of the longest task', bench), usual.longestTaskMs, { atMost: 100 });
  report.must(named('ms of the longest task, 4 times as slow', bench), slow.longestTaskMs, { atMost: 200 });
  report.must(named('ms from said to painted, p99', bench), pixels.percentileMs(99), { atMost: 1500 });
}
