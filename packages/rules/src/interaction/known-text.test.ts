import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InteractionState, Tail } from './interaction.js';
import {
  formatHeard,
  formatPiece,
  formatState,
  formatTail,
  parseHeard,
  parsePiece,
  parseState,
  parseTail,
} from './known-text.js';

const timeUs = fc.integer({ min: 1, max: 2e15 });
const place = fc.tuple(timeUs, timeUs, fc.nat());
const confidence = fc.double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true }).map(Math.abs);
const id = fc
  .tuple(fc.constantFrom('', '0b51d3b2-', '😀'), fc.string({ minLength: 1, unit: 'binary' }))
  .map((parts) => parts.join(''));
const text = fc.string({ unit: 'grapheme' });
/** Schemas of records drop `__proto__`, also when frames and rules are read, so it never gets here. */
const name = text.filter((each) => each !== '__proto__');

const columns = {
  segmentId: id,
  speaker: fc.constantFrom('agent' as const, 'customer' as const, 'other' as const),
  text,
  atUs: timeUs,
  heardAtUs: timeUs,
  confidence,
};
const segment = fc.record(
  { ...columns, language: fc.constantFrom('es-US', 'en-US', 'es') },
  { requiredKeys: ['segmentId', 'speaker', 'text', 'atUs', 'heardAtUs', 'confidence'] },
);
const match = fc.record({ key: id, from: place, to: place, heardAtUs: timeUs, segmentId: id, words: text, confidence });

test('a tail is read as it was written', () => {
  fc.assert(
    fc.property(fc.array(segment), place, (segments, final) => {
      const tail: Tail = { segments, finalBefore: { agent: final } };
      expect(parseTail(formatTail(tail))).toEqual(tail);
    }),
  );
});

test('what changes with each segment is read as it was written, and is newer than the state beside it', () => {
  const turn = fc.record({ speaker: columns.speaker, atUs: timeUs, heardAtUs: timeUs });
  const repeats = fc.dictionary(name, fc.constantFrom<number[]>([1], [2e15, 2e15 + 1]), { minKeys: 1 });
  const rest = fc.record(
    { final: place, turns: fc.array(turn, { minLength: 1 }), repeats },
    { requiredKeys: ['final'] },
  );
  fc.assert(
    fc.property(fc.array(segment), timeUs, timeUs, rest, (segments, first, last, { final, turns, repeats: again }) => {
      expect(segments.map((each) => parsePiece(formatPiece(each)))).toEqual(segments);
      const times = { firstHeardAtUs: first, lastHeardAtUs: last, repeats: again };
      const state: InteractionState = { ...times, attributes: {}, matches: [] };
      const others: Omit<Tail, 'segments'> = { finalBefore: { agent: final }, ...(turns && { turns }) };
      const heard = formatHeard({ state, tail: { segments, ...others } }, [...segments.keys()]);
      expect(parseHeard(heard)).toEqual({ ...times, pieces: [...segments.keys()], rest: others });
      expect(parseState(formatState({ ...state, firstHeardAtUs: 1, lastHeardAtUs: 1 }), heard)).toMatchObject(times);
    }),
  );
});

test('a state is read as it was written', () => {
  const attributes = fc.dictionary(name, fc.array(fc.tuple(timeUs, text)));
  const required = { firstHeardAtUs: timeUs, lastHeardAtUs: timeUs, attributes, matches: fc.array(match) };
  const repeats = fc.dictionary(name, fc.constantFrom<number[]>([1], [2e15, 2e15 + 1]), { minKeys: 1 });
  const ends = fc.record(
    { endedAtUs: timeUs, acknowledged: fc.dictionary(name, timeUs), repeats, agentHeardAtUs: timeUs },
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
    firstHeardAtUs: 1000,
    lastHeardAtUs: 3000,
    attributes: { skill: [[1000, 'cards']] },
    matches: [],
  });
});

test('some times are written in ms since the epoch', () => {
  const [us, ms] = [1_764_000_000_000_123, 1_764_000_000_000.123];
  const acknowledged = { fee: us };
  const state: InteractionState = { firstHeardAtUs: us, lastHeardAtUs: us, attributes: {}, matches: [], acknowledged };
  const attributes: InteractionState['attributes'] = { skill: [[us, 'cards']] };
  expect(formatState({ ...state, attributes })).toBe(`[${us},0,{"skill":[[${ms},"cards"]]},[],null,{"fee":${ms}}]`);
  const final = formatTail({ segments: [], finalBefore: { agent: [us, us, 3] } });
  expect(JSON.parse(final)).toContainEqual({ agent: [ms, ms, 3] });
});

test('repeated attributes take little room in the state', () => {
  const startedAtUs = 1_764_000_000_000_123;
  const times = Array.from({ length: 12 }, (_, i) => startedAtUs + 2_500_000 * i);
  const state: InteractionState = {
    firstHeardAtUs: startedAtUs,
    lastHeardAtUs: startedAtUs + 30_000_000,
    attributes: { skill: [[startedAtUs, 'x']], team: [[startedAtUs, 'x']], language: [[startedAtUs, 'x']] },
    matches: [],
  };
  const repeats = { skill: times, team: times, language: times };
  expect(formatState({ ...state, repeats }).length - formatState(state).length).toBeLessThan(150);
});
