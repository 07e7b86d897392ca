import { expect, test } from 'vitest';
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
  expect(mergeAttributes({}, 1, Object.fromEntries(names.map((name) => [name, 'x'])))).toEqual(merge(names));
});
