import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InteractionState, Tail } from './interaction.js';
import { formatState, formatTail, parseState, parseTail } from './known-text.js';

const timeMs = fc.integer({ min: 1, max: 2e15 }).map((us) => us / 1000);
const place = fc.tuple(timeMs, timeMs, fc.nat());
const confidence = fc.double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true }).map(Math.abs);
const id = fc
  .tuple(fc.constantFrom('', '0b51d3b2-', '😀'), fc.string({ minLength: 1, unit: 'binary' }))
  .map((parts) => parts.join(''));
const text = fc.string({ unit: 'grapheme' });
/** Schemas of records pass over `__proto__`, also where frames and rules are read: so it never comes here. */
const name = text.filter((each) => each !== '__proto__');

const segment = fc.record({
  segmentId: id,
  speaker: fc.constantFrom('agent' as const, 'customer' as const, 'other' as const),
  text,
  atMs: timeMs,
  heardAtMs: timeMs,
  confidence,
});
const match = fc.record({ key: id, from: place, to: place, heardAtMs: timeMs, segmentId: id, words: text, confidence });

test('recent speech is read as it was written', () => {
  fc.assert(
    fc.property(fc.array(segment), place, (segments, final) => {
      const tail: Tail = { segments, finalBefore: { agent: final } };
      expect(parseTail(formatTail(tail))).toEqual(tail);
    }),
  );
});

test('a state is read as it was written', () => {
  const attributes = fc.dictionary(name, fc.array(fc.tuple(timeMs, text)));
  const required = { firstHeardAtMs: timeMs, lastHeardAtMs: timeMs, attributes, matches: fc.array(match) };
  const repeats = fc.dictionary(name, fc.constantFrom<number[]>([1.5], [2e12, 2e12 + 0.001]), { minKeys: 1 });
  const ends = fc.record(
    { endedAtMs: timeMs, acknowledged: fc.dictionary(name, timeMs), repeats },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.record(required), ends, (known, end) => {
      const state: InteractionState = { ...known, ...end };
      expect(parseState(formatState(state))).toEqual(state);
    }),
  );
});

test('a state that was written before repeats of attributes were kept can be read', () => {
  expect(parseState('[1000,2000,{"skill":[[1,"cards"]]},[],null,null]')).toEqual({
    firstHeardAtMs: 1,
    lastHeardAtMs: 3,
    attributes: { skill: [[1, 'cards']] },
    matches: [],
  });
});

test('repeated attributes take little room in the state', () => {
  const startedAtMs = 1_764_000_000_000.123;
  const times = Array.from({ length: 12 }, (_, i) => startedAtMs + 2_500 * i);
  const state: InteractionState = {
    firstHeardAtMs: startedAtMs,
    lastHeardAtMs: startedAtMs + 30_000,
    attributes: { skill: [[startedAtMs, 'x']], team: [[startedAtMs, 'x']], language: [[startedAtMs, 'x']] },
    matches: [],
  };
  const repeats = { skill: times, team: times, language: times };
  expect(formatState({ ...state, repeats }).length - formatState(state).length).toBeLessThan(150);
});
