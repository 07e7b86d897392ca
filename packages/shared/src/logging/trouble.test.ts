import { expect, test } from 'vitest';
import { createLog } from './log.js';
import { createTrouble } from './trouble.js';

function followed() {
  const lines: unknown[] = [];
  let nowMs = 0;
  const destination = { write: (line: string) => lines.push(JSON.parse(line)) };
  const log = createLog({ name: 'it', level: 'info', destination });
  const trouble = createTrouble({ log, over: 'it works again', now: () => nowMs });
  return { lines, trouble, at: (ms: number) => (nowMs = ms) };
}

test('the end of trouble is logged once, when no part has it any more, with how long it lasted', () => {
  const { lines, trouble, at } = followed();
  trouble.end(1);
  at(1000);
  expect(trouble.begin(1, 'full')).toBe(true);
  expect(trouble.begin(2, 'full')).toBe(false);
  expect(trouble.begin(2, 'busy')).toBe(true);
  at(10_000);
  trouble.end(1);
  expect(lines).toEqual([]);
  trouble.end(2);
  trouble.end(2);
  expect(lines).toEqual([expect.objectContaining({ level: 'info', msg: 'it works again', afterMs: 9000 })]);
});

test('trouble that comes back is logged again', () => {
  const { trouble } = followed();
  trouble.begin(1, 'full');
  trouble.end(1);
  expect(trouble.begin(1, 'full')).toBe(true);
});
