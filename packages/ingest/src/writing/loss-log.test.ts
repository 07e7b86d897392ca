import type { Log } from '@cueline/shared';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createLossLog } from './loss-log.js';

test('a loss in all partitions is one line, and a later one another', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const lines: unknown[] = [];
  const { note } = createLossLog({ warn: (fields: object) => lines.push(fields) } as unknown as Log);
  for (let partition = 0; partition < 8; partition += 1) note(partition, partition);
  note(0, 2);
  vi.advanceTimersByTime(1_000);
  note(3, 1);
  vi.advanceTimersByTime(1_000);
  expect(lines).toEqual([
    { partitions: 8, writtenAgain: 30 },
    { partitions: 1, writtenAgain: 1 },
  ]);
});
