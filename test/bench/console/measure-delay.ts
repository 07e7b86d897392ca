import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createDistribution } from '../../harness/distribution.js';
import { type ConsoleBench, named } from './console-bench.js';
import { openViewer } from './viewer.js';

/** From when something is said until a page is sent it. */
export async function measureDelay(bench: ConsoleBench): Promise<void> {
  const { context, console, report, plan, cueline } = bench;
  const filter = `said-${randomUUID().slice(0, 8)}`;
  const viewer = await openViewer(context, console.url, `view=now&q=${filter}`);
  const delays = createDistribution();
  for (let i = 0; i < plan.said; i += 1) {
    await delay(Math.random() * 1000);
    const interactionId = `${filter}-${i}`;
    const shown = viewer.next(({ wall: now }) => now?.ids.includes(interactionId) === true);
    const saidMs = performance.now();
    await cueline.load.say({ interactionId, text: 'good morning how can i help' });
    delays.add((await shown).atMs - saidMs);
  }
  viewer.close();
  report.table('delay', [
    {
      'said to sent': `${plan.said} segments`,
      'p50 (ms)': delays.percentileMs(50),
      'p99 (ms)': delays.percentileMs(99),
    },
  ]);
  report.must(named('ms from said to sent, p99', bench), delays.percentileMs(99), { atMost: 1500 });
}
