import { setTimeout as delay } from 'node:timers/promises';
import type { ConsoleBench } from './console-bench.js';
import { openWall } from './viewer.js';

/** Pages come and go: what the console keeps must not grow. The least of each third is what garbage is not part of. */
export async function measureHeap({ context, console, report, plan: { heapMinutes } }: ConsoleBench): Promise<void> {
  const samples: number[] = [];
  for (const untilMs = performance.now() + heapMinutes * 60_000; performance.now() < untilMs;) {
    const viewers = await Promise.all(Array.from({ length: 10 }, () => openWall(context, console.url)));
    await delay(2000);
    for (const viewer of viewers) viewer.close();
    samples.push((await console.metrics()).get('cueline_nodejs_heap_size_used_bytes') ?? NaN);
  }
  const third = Math.floor(samples.length / 3);
  const floors = [samples.slice(0, third), samples.slice(third, -third), samples.slice(-third)].map((part) =>
    Math.min(...part),
  );
  report.table('heap', [
    { minutes: heapMinutes, 'MB in each third': floors.map((bytes) => (bytes / 1e6).toFixed(0)).join(', ') },
  ]);
  report.must('heap in the last third, of the first', (floors[2] ?? NaN) / (floors[0] ?? NaN), { atMost: 1.2 });
}
