import { array, assert, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { createSlidingWindow } from './sliding-window.js';

test('no window of any start holds more admitted requests than allowed', () => {
  assert(
    property(array(nat(300), { maxLength: 60 }), (gapsMs) => {
      const window = createSlidingWindow({ max: 3, windowMs: 1000 });
      let nowMs = 0;
      const admittedAtMs: number[] = [];
      for (const gapMs of gapsMs) {
        nowMs += gapMs;
        if (window.admit(nowMs).kind === 'admitted') admittedAtMs.push(nowMs);
      }
      for (const from of admittedAtMs) {
        expect(admittedAtMs.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(3);
      }
    }),
  );
});

test('a refused request is admitted after the wait in its answer', () => {
  const window = createSlidingWindow({ max: 1, windowMs: 1000 });
  window.admit(0);
  expect(window.admit(400)).toEqual({ kind: 'refused', retryAfterMs: 600 });
  expect(window.admit(1000)).toEqual({ kind: 'admitted' });
});
