import { expect, test } from 'vitest';
import { unheardOf } from './unheard-of.js';

const heard = { firstHeardAtUs: 10_000_000 };
const gap = (fromMs: number, toMs: number) => [{ fromMs, toMs }];

test('of a call that was heard late the opening was not heard, whatever gaps there are', () => {
  expect(unheardOf({ ...heard, unheard: 'opening' }, 20_000, [])).toBe('opening');
  expect(unheardOf({ ...heard, unheard: 'opening' }, 20_000, gap(12_000, 13_000))).toBe('opening');
});

test('a part was not heard if the call lived in a gap up to the watermark', () => {
  expect(unheardOf(heard, 20_000, gap(12_000, 13_000))).toBe('part');
  expect(unheardOf(heard, 20_000, gap(9_000, 10_001))).toBe('part');
  expect(unheardOf({ ...heard, unheard: 'part' }, 20_000, [])).toBe('part');
});

test('gaps before the call and behind the watermark are none of it', () => {
  expect(unheardOf(heard, 20_000, [...gap(9_000, 10_000), ...gap(20_000, 21_000)])).toBeUndefined();
});
