import { expect, test } from 'vitest';
import { createSlots } from './slots.js';

test('a receiver has four requests at once, whatever others have; further jobs come back one after another', () => {
  let nowMs = 1000;
  const slots = createSlots(() => nowMs);
  const taken = Array.from({ length: 4 }, () => slots.take('desk'));
  expect(taken.every((slot) => 'release' in slot)).toBe(true);
  expect([slots.take('desk'), slots.take('desk'), slots.take('desk')]).toEqual([
    { waitMs: 250 },
    { waitMs: 255 },
    { waitMs: 260 },
  ]);
  expect(slots.take('chat')).toHaveProperty('release');
  const [slot] = taken;
  if (slot !== undefined && 'release' in slot) slot.release();
  expect(slots.take('desk')).toHaveProperty('release');
  nowMs = 60_000;
  expect(slots.take('desk')).toEqual({ waitMs: 250 });
});
