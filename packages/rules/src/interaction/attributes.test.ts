import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { attributesMatch, forgetRepeats, mergeAttributes, type KnownAttributes } from './attributes.js';

const NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
const nothing: KnownAttributes = { attributes: {} };

test.each(NAMES)('an attribute may have a name that every JavaScript object has: %s', (name) => {
  const attributes = Object.fromEntries([[name, 'x']]);
  const once = mergeAttributes(nothing, 1, attributes);
  expect(JSON.stringify(mergeAttributes(once, 2, attributes).attributes)).toBe(JSON.stringify(once.attributes));
  expect(attributesMatch(once.attributes, Object.fromEntries([[name, ['x']]]), 3)).toBe(true);
});

test.each(NAMES)('an attribute that was never heard matches nothing: %s', (name) => {
  expect(attributesMatch({}, Object.fromEntries([[name, ['x']]]), 3)).toBe(false);
});

test('the number of attributes kept is limited, and the same ones are kept in whatever order they come', () => {
  const names = Array.from({ length: 200 }, (_, i) => `a${(i * 37) % 200}`);
  const merge = (order: readonly string[]) =>
    order.reduce((known, name) => mergeAttributes(known, 1, { [name]: 'x' }), nothing);
  expect(Object.keys(merge(names).attributes)).toHaveLength(64);
  expect(merge(names.toReversed())).toEqual(merge(names));
  const onCut = vi.fn<() => void>();
  expect(mergeAttributes(nothing, 1, Object.fromEntries(names.map((name) => [name, 'x'])), onCut)).toEqual(
    merge(names),
  );
  expect(onCut).toHaveBeenCalledOnce();
});

test('an attribute that changes all the time keeps its latest changes, and that is reported', () => {
  const onCut = vi.fn<() => void>();
  let known = nothing;
  for (let i = 0; i < 20; i += 1) known = mergeAttributes(known, i, { skill: `s${i}` }, onCut);
  expect(known.attributes).toEqual({ skill: Array.from({ length: 16 }, (_, i) => [i + 4, `s${i + 4}`]) });
  expect(onCut).toHaveBeenCalledTimes(4);
});

test('a late value from before the kept changes changes none of them', () => {
  let known = nothing;
  for (let i = 0; i < 20; i += 1) known = mergeAttributes(known, i, { skill: `s${i}` });
  expect(mergeAttributes(known, 0.5, { skill: 's4' })).toEqual(known);
});

test('an attribute that is repeated all the time keeps its latest repeats, and that is reported', () => {
  const onCut = vi.fn<() => void>();
  let known = nothing;
  for (let i = 0; i <= 101; i += 1) known = mergeAttributes(known, i, { skill: 'cards' }, onCut);
  expect(known).toEqual({
    attributes: { skill: [[0, 'cards']] },
    repeats: { skill: Array.from({ length: 100 }, (_, i) => i + 2) },
  });
  expect(onCut).toHaveBeenCalledOnce();
});

describe('a value that is heard late', () => {
  test('a late value counts only until the next time another was heard', () => {
    const known = [1, 5].reduce((k, atUs) => mergeAttributes(k, atUs, { skill: 'cards' }), nothing);
    expect(mergeAttributes(known, 3, { skill: 'loans' }).attributes).toEqual({
      skill: [
        [1, 'cards'],
        [3, 'loans'],
        [5, 'cards'],
      ],
    });
  });

  test('a late value counts only until then, also if repeats of the other were forgotten', () => {
    const known = [1, 5, 9].reduce((k, atUs) => mergeAttributes(k, atUs, { skill: 'cards' }), nothing);
    const forgotten = forgetRepeats(known, 100);
    expect(forgotten.repeats).toEqual({ skill: [9] });
    expect(mergeAttributes(forgotten, 3, { skill: 'loans' }).attributes['skill']?.at(-1)).toEqual([9, 'cards']);
  });
});

const observation = fc.record({
  atUs: fc.nat(12),
  attributes: fc.dictionary(fc.constantFrom('skill', 'team'), fc.constantFrom('a', 'b', 'c')),
});
type Observation = typeof observation extends fc.Arbitrary<infer T> ? T : never;
const mergeAll = (heard: readonly Observation[]) =>
  heard.reduce((known, { atUs, attributes }) => mergeAttributes(known, atUs, attributes), nothing);

describe('the attributes that are known', () => {
  test('known attributes are the same in whatever order and however often frames are merged', () => {
    const deliveries = fc.array(observation, { maxLength: 12 }).chain((heard) =>
      fc.record({
        heard: fc.constant(heard),
        delivered: fc.shuffledSubarray([...heard, ...heard], { minLength: heard.length }),
      }),
    );
    fc.assert(
      fc.property(deliveries, ({ heard, delivered }) => {
        expect(mergeAll([...delivered, ...heard.toReversed()])).toEqual(mergeAll(heard));
      }),
    );
  });

  test('known attributes have at each time the value that was heard last until then', () => {
    fc.assert(
      fc.property(fc.uniqueArray(observation, { maxLength: 16, selector: ({ atUs }) => atUs }), (heard) => {
        const { attributes } = mergeAll(heard);
        for (let atUs = 0; atUs <= 12; atUs += 1) {
          const last = heard
            .filter((each) => each.atUs <= atUs && Object.hasOwn(each.attributes, 'skill'))
            .sort((a, b) => b.atUs - a.atUs)[0]?.attributes['skill'];
          for (const value of ['a', 'b', 'c'])
            expect(attributesMatch(attributes, { skill: [value] }, atUs)).toBe(value === last);
        }
      }),
    );
  });
});
