import { expect, test } from 'vitest';
import { statusTable } from './status-table.js';

test('what was written while Redis was read has no negative age', () => {
  const at = { partition: 0, backlog: 1, oldestMs: -40, watermarkLagMs: -240, live: 0, outbox: 0, deadLetters: 0 };
  const partitions = [{ ...at, replicas: [], gaps: [], hangs: [], lastDead: undefined }];
  const text = statusTable({ partitions, queue: {}, oldestJobMs: 0 });
  expect(text.split('\n')[1]).toMatch(/^ *0 +1 +0\.0 s +0\.0 s /);
});
