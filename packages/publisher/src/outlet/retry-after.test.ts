import { expect, test } from 'vitest';
import { type Headers, retryAfterMs } from './retry-after.js';

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
  ['a unit of its own', '4s', undefined, 4000],
  ['the end of time', 'Fri, 31 Dec 9999 23:59:59 GMT', undefined, 600_000],
  ['a moment that has passed', 'Sun, 01 Mar 2026 11:59:00 GMT', undefined, undefined],
  ['no wait', '0', undefined, undefined],
  ['nothing', undefined, undefined, undefined],
  ['something else', 'soon', undefined, undefined],
])('%s', (_, header, date, waitMs) => {
  expect(retryAfterMs({ headers: { 'retry-after': header, date }, nowMs: NOW })).toBe(waitMs);
});

test.each<[Headers, number | undefined]>([
  [{ 'retry-after-ms': '2500' }, 2500],
  [{ 'x-ms-retry-after-ms': '2500' }, 2500],
  [{ 'x-retry-after': '7' }, 7000],
  [{ 'retry-after': 'soon', 'retry-after-ms': '900' }, 900],
  [{ 'x-ratelimit-reset': '6' }, 6000],
  [{ 'ratelimit-reset': String(NOW / 1000 + 8) }, 8000],
  [{ 'x-rate-limit-reset': String(NOW + 9000) }, 9000],
])('headers %j', (headers, waitMs) => {
  expect(retryAfterMs({ headers, nowMs: NOW, isLimited: true })).toBe(waitMs);
});

test('when a limit begins anew counts only for an answer that it refused', () => {
  expect(retryAfterMs({ headers: { 'x-ratelimit-reset': '6' }, nowMs: NOW })).toBeUndefined();
});

test.each([
  [{ retryAfter: 12 }, 12_000],
  [{ error: { message: 'busy', retry_after: '12' } }, 12_000],
  [{ retryAfterSeconds: 12 }, 12_000],
  [{ retryAfterMs: 1200 }, 1200],
  [{ 'retry-after': 12_000 }, 12_000],
  [{ details: [{ retryDelay: '1.5s' }] }, 1500],
  [{ retryAfter: '2026-03-01T12:00:05Z' }, 5000],
  [{ retryAfter: null, after: 5 }, undefined],
])('the body %j', (json, waitMs) => {
  expect(retryAfterMs({ headers: {}, json, nowMs: NOW })).toBe(waitMs);
});
