import { type ConsoleBench, named, redisTime } from './console-bench.js';
import { openWall } from './viewer.js';

const isReadWhole = ({ shell }: { shell?: { read: { calls: number; of: number } } | undefined }) =>
  shell !== undefined && shell.read.of > 0 && shell.read.calls >= shell.read.of;

/** A console that has just started, and somebody who opens it. */
export async function measureFirstReading(bench: ConsoleBench): Promise<void> {
  const { context, console, report } = bench;
  const openedMs = performance.now();
  const viewer = await openWall(context, console.url);
  const first = viewer.next(({ wall: shown }) => (shown?.rows.length ?? 0) > 0);
  const whole = viewer.next(isReadWhole);
  const time = await redisTime(bench);
  const [{ atMs: firstMs }, { atMs: wholeMs }] = await Promise.all([first, whole]);
  viewer.close();
  report.table('first reading', [
    {
      'first rows (s)': (firstMs - openedMs) / 1000,
      'all read (s)': (wholeMs - openedMs) / 1000,
      'Redis meanwhile (%)': time.console * 100,
    },
  ]);
  report.must(named('s until the first rows are sent', bench), (firstMs - openedMs) / 1000, { atMost: 2 });
  report.must(named('% of Redis while all is read first', bench), time.console * 100, { atMost: 3.5 });
}
