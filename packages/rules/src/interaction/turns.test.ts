import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance, type Known } from './advance.js';
import { compilePack } from '../matching/compile-pack.js';
import type { HeardSegment } from './interaction.js';
import type { Speaker } from '../pack/speaker.js';
import { at, cutInTwo, disclosure, packOf } from './pack.fixture.js';
import { formatTail, parseTail } from './known-text.js';

const { engine } = compilePack(
  packOf({
    disclosures: [
      disclosure('deposit', {
        elements: [
          {
            speaker: 'agent',
            say: [{ phrase: 'deposit of {money}', tolerance: 'asr' }],
            except: [{ phrase: 'no deposit', tolerance: 'asr' }],
          },
        ],
      }),
    ],
  }),
);
type Line = readonly [seconds: number, speaker: Speaker, text: string];
const segmentsOf = (lines: readonly Line[]) =>
  lines.map(([seconds, speaker, text], i): HeardSegment => {
    return { segmentId: `s${i}`, speaker, text, heardAtUs: at(seconds), confidence: 1 };
  });
/** Hears segments one by one; what is known goes through Redis' form each time. */
const hear = (segments: readonly HeardSegment[]) =>
  segments.reduce<Known | undefined>((known, segment) => {
    const next = advance(known, [segment], { engine });
    return { ...next, tail: parseTail(formatTail(next.tail)) };
  }, undefined);
const counts = (...lines: Line[]) => hear(segmentsOf(lines))?.state.matches.length === 1;

describe('denials', () => {
  test('a denial reaches over a cut, and over a backchannel', () => {
    expect(counts([10, 'agent', 'there is no'], [12, 'agent', 'deposit of five dollars'])).toBe(false);
    expect(
      counts([10, 'agent', 'there is no'], [11, 'customer', 'mhm okay'], [13, 'agent', 'deposit of five dollars']),
    ).toBe(false);
  });

  test('a denial reaches no further than a turn of another speaker', () => {
    expect(
      counts([10, 'agent', 'oh no'], [11, 'customer', 'sorry about that'], [13, 'agent', 'deposit of five dollars']),
    ).toBe(true);
  });

  test('a denial reaches no further than seconds of silence', () => {
    expect(counts([10, 'agent', 'oh no'], [25.1, 'agent', 'deposit of five dollars'])).toBe(true);
  });

  test('a condition and a question reach no further than that either', () => {
    for (const text of ['if you want', 'is there a']) {
      expect(
        counts([10, 'agent', text], [11, 'customer', 'let me look'], [14, 'agent', 'deposit of five dollars']),
      ).toBe(true);
    }
  });
});

test('a denying word within a phrase denies it, whatever the other speaker said between', () => {
  expect(
    counts([10, 'agent', 'a deposit not'], [11, 'customer', 'what is that'], [13, 'agent', 'of five dollars']),
  ).toBe(false);
});

const lines = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 9 }),
    fc.constantFrom<Speaker>('agent', 'agent', 'customer', 'other'),
    fc.constantFrom(
      'no',
      'deposit of five dollars',
      'if you',
      'mhm',
      'is there a',
      'well let me see now',
      'deposit of',
    ),
  ),
  { minLength: 2, maxLength: 30 },
);
const called = lines.map((pieces) => {
  let seconds = 0;
  // never just as long as the silence after which a turn begins: a cut in two is heard a µs later
  return segmentsOf(pieces.map(([gap, speaker, text]): Line => [(seconds += gap + 0.01), speaker, text]));
});

describe('turns depend only on what was said', () => {
  test('the order of segments does not change the state', () => {
    fc.assert(
      fc.property(
        called,
        fc.array(fc.integer({ min: 0, max: 29_000_000 }), { minLength: 30, maxLength: 30 }),
        (said, late) => {
          const arrival = new Map(said.map((segment, i) => [segment, segment.heardAtUs + (late[i] ?? 0)]));
          const delivered = said.toSorted((a, b) => (arrival.get(a) ?? 0) - (arrival.get(b) ?? 0));
          expect(hear(delivered)?.state).toEqual(hear(said)?.state);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('the size of a batch does not change the state', () => {
    fc.assert(
      fc.property(called, fc.integer({ min: 2, max: 30 }), (said, size) => {
        let known: Known | undefined;
        for (let i = 0; i < said.length; i += size) known = advance(known, said.slice(i, i + size), { engine });
        expect(known?.state).toEqual(hear(said)?.state);
      }),
      { numRuns: 300 },
    );
  });

  test('cutting a segment in two does not change the state', () => {
    fc.assert(
      fc.property(called, fc.nat(), fc.nat(), (said, which, where) => {
        const cut = cutInTwo(said, which, where);
        const words = (known: Known | undefined) => known?.state.matches.map((match) => match.words);
        expect(words(hear(cut))).toEqual(words(hear(said)));
      }),
      { numRuns: 300 },
    );
  });
});
