import { createLog } from '@cueline/shared';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createLossLog } from './loss-log.js';

test('a loss in all partitions is one line, and a later one another', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const lines: unknown[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const losses = createLossLog(createLog({ name: 'test', level: 'warn', destination }));
  for (let partition = 0; partition < 8; partition += 1) losses.note(partition, partition);
  losses.note(0, 2);
  vi.advanceTimersByTime(1_000);
  losses.note(3, 1);
  vi.advanceTimersByTime(1_000);
  expect(lines).toMatchObject([
    { partitions: 8, writtenAgain: 30 },
    { partitions: 1, writtenAgain: 1 },
  ]);
});
