import { toUs } from '@cueline/shared/time';
import { expect, test } from 'vitest';
import { possibleStartUs } from './possible-start.js';

const heardAtUs = toUs(Date.UTC(2026, 0, 2, 3, 4, 5));

test.each([0, 5_000, 119_999])('a start %i ms before the moment of hearing is possible', (ms) => {
  expect(possibleStartUs({ startUs: heardAtUs - toUs(ms), heardAtUs })).toBe(heardAtUs - toUs(ms));
});

test.each([-1, 120_000, 1_800_000, 3_600_000])('a start %i ms before the moment of hearing is not', (ms) => {
  expect(possibleStartUs({ startUs: heardAtUs - toUs(ms), heardAtUs })).toBeUndefined();
});
