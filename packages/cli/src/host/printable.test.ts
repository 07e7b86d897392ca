import { expect, test } from 'vitest';
import { printable } from './printable.js';

test('control characters are escaped', () => {
  expect(printable('\u001b]0;title\u0007 \u001b[2J\r\n\tgrün\u202e')).toBe(
    '\\u001b]0;title\\u0007 \\u001b[2J\\u000d\n\tgrün\\u202e',
  );
});

test('escaped JSON means the same', () => {
  const value = { text: '\u009b2J\u202e \u001b[31m\u007f\r\n\t\\' };
  const written = printable(JSON.stringify(value, undefined, 2));
  expect(JSON.parse(written)).toEqual(value);
  expect(written).not.toMatch(/[\u007f-\u009f\u202e]/);
});
