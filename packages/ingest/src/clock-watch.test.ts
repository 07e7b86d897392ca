import { createLog, createMetrics } from '@cueline/shared';
import { expect, test } from 'vitest';
import { createClockWatch } from './clock-watch.js';
import { createIngestMetrics } from './metrics.js';

function setUp() {
  let nowUs = 0;
  const lines: string[] = [];
  const log = createLog({ name: 'test', level: 'info', destination: { write: (line) => void lines.push(line) } });
  const metrics = createIngestMetrics(createMetrics('test'));
  const watch = createClockWatch({ now: () => nowUs, metrics, log });
  return { watch, lines, metrics, pass: (s: number) => void (nowUs += s * 1_000_000) };
}

test('a clock that was set is reported for five minutes, once for all partitions', () => {
  const { watch, lines, pass } = setUp();
  expect(watch.warning()).toBeUndefined();
  watch.moved(300_000_000);
  pass(1);
  watch.moved(300_400_000);
  expect(lines).toHaveLength(1);
  pass(9);
  expect(watch.warning()).toMatchObject({
    reason: expect.stringMatching(/set ahead by 300 s, 10 s ago: .* too early/),
  });
  pass(301);
  expect(watch.warning()).toBeUndefined();
});

test('a clock that is set back is reported as such, and small corrections are not', async () => {
  const { watch, metrics, pass } = setUp();
  watch.moved(-1_500_000);
  expect(watch.warning()).toBeUndefined();
  watch.moved(-120_000_000);
  pass(3);
  expect(watch.warning()).toMatchObject({ reason: expect.stringMatching(/set back by 120 s, 3 s ago/) });
  expect((await metrics.clockMoves.get()).values).toMatchObject([
    { labels: { direction: 'ahead' }, value: 0 },
    { labels: { direction: 'back' }, value: 1 },
  ]);
});
