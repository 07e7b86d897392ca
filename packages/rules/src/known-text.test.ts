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
  const ends = fc.record({ endedAtMs: timeMs, acknowledged: fc.dictionary(name, timeMs) }, { requiredKeys: [] });
  fc.assert(
    fc.property(fc.record(required), ends, (known, end) => {
      const state: InteractionState = { ...known, ...end };
      expect(parseState(formatState(state))).toEqual(state);
    }),
  );
});
