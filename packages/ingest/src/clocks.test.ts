import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHeardClock } from './heard-clock.js';
import { createRedisClock } from './writing/redis-clock.js';

test('no two frames are heard at the same time', () => {
  const times = [5, 5, 5.0004, 5.01, 4];
  const now = createHeardClock(() => times.shift() ?? 0);
  expect([now(), now(), now(), now(), now()]).toEqual([5_000, 5_001, 5_002, 5_010, 5_011]);
});

test('the sample with the shortest round trip counts', () => {
  const clock = createRedisClock();
  clock.sample({ sentUs: 0, receivedUs: 1_000, redisUs: 1_000_900 });
  clock.sample({ sentUs: 2_000, receivedUs: 2_100, redisUs: 1_002_050 });
  clock.sample({ sentUs: 3_000, receivedUs: 4_000, redisUs: 1_003_100 });
  expect(clock.estimateUs(5_000)).toBe(1_005_000);
});

test('a sample counts for a minute', () => {
  const clock = createRedisClock();
  clock.sample({ sentUs: 0, receivedUs: 100, redisUs: 1_000_050 });
  clock.sample({ sentUs: 61_000_000, receivedUs: 61_001_000, redisUs: 62_000_600 });
  expect(clock.estimateUs(0)).toBe(1_000_100);
});

test('a clock that was set is followed at once, and converted times still never go back', () => {
  const clock = createRedisClock();
  clock.sample({ sentUs: 0, receivedUs: 10, redisUs: 1_000_005 });
  const before = clock.convertUs(20);
  clock.sample({ sentUs: 1_000, receivedUs: 1_100, redisUs: 501_050 });
  expect(clock.estimateUs(2_000)).toBe(502_000);
  expect(clock.convertUs(2_000)).toBe(before + 1);
});

test('a later time stays later after conversion, whatever samples came between', () => {
  const step = fc.record({ stepUs: fc.integer({ min: 1, max: 1_000 }), driftUs: fc.integer({ min: -900, max: 900 }) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 2 }), (steps) => {
      const clock = createRedisClock();
      let nowUs = 0;
      const converted = steps.map(({ stepUs, driftUs }) => {
        nowUs += stepUs;
        clock.sample({ sentUs: nowUs, receivedUs: nowUs + 1, redisUs: nowUs + 1e15 + driftUs });
        return clock.convertUs(nowUs);
      });
      expect(converted.every((time, index) => index === 0 || time > (converted[index - 1] ?? 0))).toBe(true);
    }),
  );
});

test('a sample taken while Redis hung is used only after others were tried', () => {
  const hung = { sentUs: 0, receivedUs: 4_000_000, redisUs: 5_000_000 };
  const clock = createRedisClock();
  clock.sample(hung);
  expect(clock.isSet()).toBe(false);
  clock.sample({ sentUs: 4_000_000, receivedUs: 4_001_000, redisUs: 5_000_500 });
  expect(clock.isSet()).toBe(true);
  expect(clock.estimateUs(0)).toBe(1_000_000);

  const slow = createRedisClock();
  for (let tries = 0; tries < 5; tries += 1) slow.sample(hung);
  expect(slow.isSet()).toBe(true);
});
