import { expect, test } from 'vitest';
import { retryAfterMs } from './retry-after.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');

test.each([
  ['seconds', '3', undefined, 3000],
  [
    'an HTTP date, counted from the answer’s own date',
    'Sun, 01 Mar 2026 09:00:05 GMT',
    'Sun, 01 Mar 2026 09:00:00 GMT',
    5000,
  ],
  ['an HTTP date, counted from now where the answer has none', 'Sun, 01 Mar 2026 12:00:02 GMT', undefined, 2000],
  ['more seconds than a number holds', '9'.repeat(400), undefined, 600_000],
  ['what was meant in ms', '86400000', undefined, 600_000],
  ['the end of time', 'Fri, 31 Dec 9999 23:59:59 GMT', undefined, 600_000],
  ['a moment that has passed', 'Sun, 01 Mar 2026 11:59:00 GMT', undefined, undefined],
  ['no wait', '0', undefined, undefined],
  ['nothing', undefined, undefined, undefined],
  ['something else', 'soon', undefined, undefined],
])('%s', (_, header, date, waitMs) => {
  expect(retryAfterMs(header, date, NOW)).toBe(waitMs);
});
