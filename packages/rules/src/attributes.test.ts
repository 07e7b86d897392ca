import { expect, test, vi } from 'vitest';
import { attributesMatch, mergeAttributes } from './attributes.js';

const NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];

test.each(NAMES)('an attribute may have the name of what every object has: %s', (name) => {
  const attributes = Object.fromEntries([[name, 'x']]);
  const once = mergeAttributes({}, 1, attributes);
  expect(JSON.stringify(mergeAttributes(once, 2, attributes))).toBe(JSON.stringify(once));
  expect(attributesMatch(once, Object.fromEntries([[name, ['x']]]), 3)).toBe(true);
});

test.each(NAMES)('an attribute that was never heard matches nothing: %s', (name) => {
  expect(attributesMatch({}, Object.fromEntries([[name, ['x']]]), 3)).toBe(false);
});

test('however many attributes frames have, so many are kept, the same ones in whatever order they come', () => {
  const names = Array.from({ length: 200 }, (_, i) => `a${(i * 37) % 200}`);
  const merge = (order: readonly string[]) =>
    order.reduce<ReturnType<typeof mergeAttributes>>(
      (history, name) => mergeAttributes(history, 1, { [name]: 'x' }),
      {},
    );
  expect(Object.keys(merge(names))).toHaveLength(64);
  expect(merge(names.toReversed())).toEqual(merge(names));
  const onCut = vi.fn<() => void>();
  expect(mergeAttributes({}, 1, Object.fromEntries(names.map((name) => [name, 'x'])), onCut)).toEqual(merge(names));
  expect(onCut).toHaveBeenCalledOnce();
});

test('of an attribute that changes all the time the latest changes are kept, and that is told', () => {
  const onCut = vi.fn<() => void>();
  let history = {};
  for (let i = 0; i < 20; i += 1) history = mergeAttributes(history, i, { skill: `s${i}` }, onCut);
  expect(history).toEqual({ skill: Array.from({ length: 16 }, (_, i) => [i + 4, `s${i + 4}`]) });
  expect(onCut).toHaveBeenCalledTimes(4);
});
