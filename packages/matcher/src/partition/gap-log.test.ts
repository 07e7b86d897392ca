import { createLog } from '@cueline/shared';
import { expect, test } from 'vitest';
import { createGapLog } from './gap-log.js';

test('a gap is logged once, though every partition meets it, a few ms later or earlier', () => {
  const lines: string[] = [];
  const log = createLog({ name: 'test', level: 'info', destination: { write: (line) => void lines.push(line) } });
  const logGap = createGapLog(log);
  for (const toMs of [9_346, 9_352, 9_346]) logGap(1_000, toMs);
  for (const toMs of [30_000, 30_000]) logGap(20_000, toMs);
  expect(lines.map((line): unknown => JSON.parse(line).from)).toEqual([
    '1970-01-01T00:00:01.000Z',
    '1970-01-01T00:00:20.000Z',
  ]);
});
