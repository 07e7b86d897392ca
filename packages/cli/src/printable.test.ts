import { expect, test } from 'vitest';
import { noteworthy } from './log-line.js';
import { printable } from './printable.js';

test('what would steer a terminal is written out', () => {
  expect(printable('\u001b]0;title\u0007 \u001b[2J\r\n\tgrün\u202e')).toBe(
    '\\u001b]0;title\\u0007 \\u001b[2J\\u000d\n\tgrün\\u202e',
  );
});

test('also in what a process tells', () => {
  const line = JSON.stringify({ level: 'error', msg: 'no', err: { message: '\u001b[31m' } });
  expect(noteworthy(line)).toBe('error: no (\\u001b[31m)');
  expect(noteworthy('crash \u001b[31m')).toBe('crash \\u001b[31m');
});
