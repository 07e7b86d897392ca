import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WallAsk } from '../contract/live.js';
import type { KnownCall } from './call-row.js';
import { changedRows, cutWall, see } from './wall.js';

const call = (id: string, owedAtMs: number | undefined, attributes: Record<string, string> = {}): KnownCall => {
  const items = owedAtMs === undefined ? [] : [{ id: 'notice', title: 'Notice', kind: 'due' as const, atMs: owedAtMs }];
  const chips = items.map(({ id: rule, ...chip }) => ({ rule, ...chip }));
  const { agent } = attributes;
  return {
    row: {
      id,
      ...(agent === undefined ? {} : { agent }),
      firstHeardAtMs: 0,
      lastHeardAtMs: 1,
      urgency: owedAtMs === undefined ? 'clear' : 'owed',
      isUnheard: false,
      chips,
    },
    attributes,
    searchText: [id, ...Object.values(attributes)].join('\n').toLowerCase(),
    turnsAtMs: Infinity,
    live: { interactionId: id, firstHeardAtMs: 0, lastHeardAtMs: 1, attributes, items, said: [] },
    desktop: { cues: [], stale: [], heldBack: [] },
    titles: new Map(),
  };
};
const calls = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.option(fc.nat(1000), { nil: undefined })), {
  selector: ([id]) => id,
  maxLength: 40,
});

test('windows side by side show each matching call once, in one order, whatever their size', () => {
  fc.assert(
    fc.property(calls, fc.integer({ min: 1, max: 9 }), (drawn, count) => {
      const seen = see(drawn.map(([id, owedAtMs]) => call(id, owedAtMs)));
      const whole = cutWall(seen, WallAsk.parse({ count: 400 })).ids;
      const parts: string[] = [];
      for (let from = 0; from < whole.length; from += count)
        parts.push(...cutWall(seen, WallAsk.parse({ from, count })).ids);
      expect(parts).toEqual(whole);
      expect(whole.toSorted()).toEqual(drawn.map(([id]) => id).toSorted());
    }),
  );
});

test('calls that owe something come first, those that have for longest before the others', () => {
  const seen = see([call('clear', undefined), call('late', 900), call('first', 100)]);
  expect(cutWall(seen, WallAsk.parse({})).ids).toEqual(['first', 'late', 'clear']);
});

test('a search finds parts of ids and attributes; a filter the whole value', () => {
  const seen = see([call('4711', 1, { agent: 'Ann Lee' }), call('4712', undefined, { agent: 'Bob' })]);
  const found = (ask: object) => cutWall(seen, WallAsk.parse(ask)).ids;
  expect(found({ q: 'LEE' })).toEqual(['4711']);
  expect(found({ q: '471' })).toEqual(['4711', '4712']);
  expect(found({ agent: 'Ann' })).toEqual([]);
  expect(found({ agent: 'Bob' })).toEqual(['4712']);
  expect(found({ rule: 'notice', verdict: 'due' })).toEqual(['4711']);
  expect(cutWall(seen, WallAsk.parse({})).agents).toEqual([
    { value: 'Ann Lee', count: 1 },
    { value: 'Bob', count: 1 },
  ]);
});

test('what is seen after a change is what would be seen without anything seen before', () => {
  fc.assert(
    fc.property(calls, calls, fc.array(fc.boolean()), (first, second, isSame) => {
      const agentOf = (id: string) => ({ agent: `agent ${id.length}` });
      const before = first.map(([id, owedAtMs]) => call(id, owedAtMs, agentOf(id)));
      const made = second.map(([id, owedAtMs]) => call(id, owedAtMs, agentOf(id)));
      const now = [
        ...made,
        ...before.filter(({ row }, i) => isSame[i] === true && !made.some((one) => one.row.id === row.id)),
      ];
      expect(see(now, see(before))).toEqual(see(now));
    }),
  );
});

test('only rows of calls that have changed are sent again', () => {
  const [kept, changed] = [call('a', 1), call('b', 2)];
  const sent = new Set([kept.row, changed.row]);
  const again = call('b', 2);
  expect(changedRows([kept.row, again.row], sent)).toEqual([again.row]);
});
