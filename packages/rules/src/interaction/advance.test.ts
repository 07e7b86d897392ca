import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { advance, TAIL_US, type Known } from './advance.js';
import { compilePack } from '../matching/compile-pack.js';
import { createEngine } from '../matching/create-engine.js';
import type { HeardSegment } from './interaction.js';
import { judge } from '../deciding/judge.js';
import { at, disclosure, packOf, prohibited } from './pack.fixture.js';
import type { Sayable } from '../pack/pack.js';

const phrase = (text: string, speaker: Sayable['speaker'] = 'agent'): Sayable => ({
  speaker,
  say: [{ phrase: text, tolerance: 'exact' }],
  except: [],
});
const { engine } = compilePack(
  packOf({
    events: { cancel: phrase('cancel my plan', 'customer') },
    disclosures: [disclosure('notice', { elements: [{ ...phrase('this call is being recorded'), except: [] }] })],
    prohibited: [prohibited('promise', phrase('guaranteed return'))],
  }),
);

function segment(seconds: number, text: string, parts: Partial<HeardSegment> = {}): HeardSegment {
  return { segmentId: `s${seconds}`, speaker: 'agent', text, heardAtUs: at(seconds), confidence: 1, ...parts };
}
const hear = (segments: readonly HeardSegment[], known?: Known) =>
  segments.reduce<Known | undefined>((k, s) => advance(k, [s], { engine }), known);
const matchesOf = (known: Known | undefined) => known?.state.matches.map(({ key, words }) => `${key}: ${words}`);

describe('phrases', () => {
  test('a phrase is found across segments of its speaker, whatever the other says between them', () => {
    const known = hear([
      segment(1, 'this call is'),
      segment(2, 'guaranteed', { speaker: 'customer' }),
      segment(3, 'being recorded'),
    ]);
    expect(known?.state.matches).toMatchObject([
      { key: 'notice#0', heardAtUs: at(3), segmentId: 's3', from: [at(1), at(1), 0], to: [at(3), at(3), 1] },
    ]);
  });
  test('a match is taken back if a late word separates its words', () => {
    const wrong = hear([segment(1, 'this call is'), segment(3, 'being recorded')]);
    expect(matchesOf(wrong)).toHaveLength(1);
    expect(matchesOf(hear([segment(2, 'not'), segment(1, 'this call is')], wrong))).toEqual([]);
  });
  test('a phrase is found, or taken back, also if a part of it comes 30 s of speech late', () => {
    const since = [segment(1.4, 'one two three four five '.repeat(20)), segment(30.9, 'six')];
    const begun = hear([segment(1, 'this call is'), ...since]);
    expect(matchesOf(hear([segment(1.1, 'being recorded')], begun))).toEqual(['notice#0: this call is being recorded']);
    const wrong = hear([segment(1, 'this call is'), segment(1.3, 'being recorded'), ...since]);
    expect(matchesOf(wrong)).toHaveLength(1);
    expect(matchesOf(hear([segment(1.1, 'not')], wrong))).toEqual([]);
  });
  test('a match is taken back by what a later segment says of it, though nothing ends there', () => {
    const said = [
      segment(1, 'good morning to you and thanks for waiting so long for us today'),
      segment(2, 'this call is being recorded'),
    ];
    expect(matchesOf(hear(said))).toHaveLength(1);
    expect(matchesOf(hear([...said, segment(3, 'oh sorry uh no it is not')]))).toEqual([]);
  });
  test('a match is taken back if a later segment voids it', () => {
    const element: Sayable = {
      ...phrase('we waive your yearly fee'),
      except: [{ phrase: 'yearly fee green business plans', tolerance: 'exact' }],
    };
    const { engine: own } = compilePack(packOf({ disclosures: [disclosure('waiver', { elements: [element] })] }));
    const known = advance(undefined, [segment(1, 'we waive your yearly fee')], { engine: own });
    expect(known.state.matches).toHaveLength(1);
    expect(advance(known, [segment(2, 'green business plans')], { engine: own }).state.matches).toEqual([]);
  });
  test('a match is kept when its speech has left the tail', () => {
    const known = hear([
      segment(1, 'this call is being recorded'),
      ...Array.from({ length: 40 }, (_, i) => segment(10 + 5 * i, 'one two three four five six')),
    ]);
    expect(matchesOf(known)).toEqual(['notice#0: this call is being recorded']);
    expect(known?.tail.segments).not.toContainEqual(expect.objectContaining({ segmentId: 's1' }));
  });
});

test('numbers that identify a card or a person are masked in evidence', () => {
  const numbers = compilePack(
    packOf({ disclosures: [disclosure('x', { elements: [phrase('card {digits} thanks')] })] }),
  );
  const known = advance(undefined, [segment(1, 'card 4111 1111 1111 1111 thanks')], { engine: numbers.engine });
  expect(known.state.matches.map(({ words }) => words)).toEqual(['card [number] thanks']);
});

/** Pieces that make phrases often, whole and taken apart. */
const PIECES = [
  'this call is',
  'being',
  'being recorded',
  'recorded',
  'not',
  'guaranteed',
  'return',
  'cancel my',
  'plan',
  'yes',
];
/** Utterances of a call, in the order in which they are said: who, when, and the words. */
const calls = fc
  .array(
    fc.record({
      gapUs: fc.integer({ min: 200_000, max: 14_999_999 }),
      speaker: fc.constantFrom('agent' as const, 'customer' as const),
      pieces: fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 }),
      clock: fc.constantFrom('none', 'right', 'ahead', 'zero'),
      attributes: fc.constantFrom(undefined, { skill: 'cards' }, { skill: 'loans', team: 'east' }, { team: 'west' }),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((utterances) => {
    let us = at(0);
    const contents = new Map<string, number>();
    return utterances.map(({ gapUs, speaker, pieces, clock, attributes }): HeardSegment => {
      us += gapUs;
      const text = pieces.join(' ');
      // ids are used again, as channels and corrections do, but not for the same content
      const had = contents.get(`${speaker} ${text}`) ?? 0;
      contents.set(`${speaker} ${text}`, had + 1);
      const startUs = { none: undefined, right: us - 100_000, ahead: us + 15_000_000, zero: 5_000_000 }[clock];
      return { segmentId: `s${had}`, speaker, text, heardAtUs: us, startUs, confidence: 1, attributes };
    });
  });

describe('verdicts depend only on what was said', () => {
  test('the order of segments within the tail, and their repetition, change nothing', () => {
    const shuffled = calls.chain((segments) =>
      fc
        .array(fc.tuple(fc.integer({ min: 0, max: TAIL_US - 100_001 }), fc.boolean()), {
          minLength: segments.length,
          maxLength: segments.length,
        })
        .map((delays) => ({
          segments,
          delivered: segments
            .flatMap((s, i) => {
              const [delayUs = 0, twice = false] = delays[i] ?? [];
              const first = { s, atUs: s.heardAtUs + delayUs };
              return twice ? [first, { s, atUs: s.heardAtUs + Math.floor(delayUs / 2) }] : [first];
            })
            .sort((a, b) => a.atUs - b.atUs)
            .map(({ s }) => s),
        })),
    );
    fc.assert(
      fc.property(shuffled, ({ segments, delivered }) => {
        expect(hear(delivered)?.state).toEqual(hear(segments)?.state);
      }),
      { numRuns: 300 },
    );
  });

  test('an attribute that comes late counts from when it was heard, between repeats of another', () => {
    const pack = packOf({ disclosures: [disclosure('terms', { when: { skill: ['cards'] }, dueMs: 30_000 })] });
    const frames = [
      segment(1, 'yes', { attributes: { skill: 'cards' } }),
      segment(3, 'yes', { attributes: { skill: 'loans' } }),
      segment(5, 'yes', { attributes: { skill: 'cards' } }),
    ];
    const verdictOf = (order: readonly number[]) => {
      const known = hear(order.flatMap((i) => frames[i] ?? []));
      return known && judge(pack, known.state, at(60)).disclosures['terms']?.kind;
    };
    expect(
      [
        [0, 1, 2],
        [0, 2, 1],
        [2, 1, 0],
        [2, 0, 1, 0],
      ].map(verdictOf),
    ).toEqual(['due', 'due', 'due', 'due']);
  });

  test('the agent was first heard when the earliest segment of the agent was', () => {
    const customer = segment(1, 'hello', { speaker: 'customer' });
    const order = [segment(9, 'yes'), segment(5, 'hi'), customer, segment(7, 'well')];
    expect(hear(order)?.state.agentHeardAtUs).toBe(at(5));
    expect(hear([customer])?.state.agentHeardAtUs).toBeUndefined();
  });

  test('segments in batches of any size give the same state', () => {
    fc.assert(
      fc.property(calls, fc.integer({ min: 1, max: 25 }), (segments, size) => {
        let known: Known | undefined;
        for (let i = 0; i < segments.length; i += size) known = advance(known, segments.slice(i, i + size), { engine });
        expect(known).toEqual(hear(segments));
      }),
    );
  });

  test('batches give the same state also if recognition errs and words, numbers and spelt letters continue in the next segment', () => {
    const say = (key: string, ...phrases: string[]): [string, Sayable] => [
      key,
      { speaker: 'agent', say: phrases.map((text) => ({ phrase: text, tolerance: 'asr' })), except: [] },
    ];
    const garbled = createEngine({
      locale: 'en-US',
      fillers: ['um'],
      expansions: {},
      sayables: new Map([
        say('notice', 'this call may be [recorded or] monitored'),
        say('rate', '(apr|rate) is {percent}'),
        say('fee', 'fee of {money}', 'fee ... applies to you'),
      ]),
    });
    const pieces = [
      'this call may',
      'be moni',
      'tored',
      'um',
      'a p',
      'r',
      'rate is',
      'rate',
      'is four',
      'point nine',
      'percent',
    ];
    const more = [
      'fee of',
      'two hundred',
      'dollars',
      'fee',
      'really applies',
      'applies to',
      'you',
      'not',
      'monitor',
      'maybe',
    ];
    const speech = fc.array(fc.tuple(fc.constantFrom(...pieces, ...more), fc.constantFrom(...pieces, ...more)), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(speech, fc.integer({ min: 2, max: 30 }), (said, size) => {
        const segments = said.map((words, i) => segment(i, words.join(' ')));
        const inBatches = (count: number) => {
          let known: Known | undefined;
          for (let i = 0; i < segments.length; i += count)
            known = advance(known, segments.slice(i, i + count), { engine: garbled });
          return known;
        };
        expect(inBatches(1)).toEqual(inBatches(size));
      }),
      { numRuns: 1000 },
    );
  });

  test('a filler split between two segments does not change regex matches', () => {
    const { engine: regexes } = compilePack(
      packOf({
        fillers: ['you know', 'um'],
        disclosures: [
          disclosure('you', { elements: [{ ...phrase(''), say: [{ regex: 'rate you' }] }] }),
          disclosure('is', { elements: [{ ...phrase(''), say: [{ regex: 'rate is (four|um)' }] }] }),
        ],
      }),
    );
    const words = fc.array(fc.constantFrom('rate', 'you', 'know', 'is', 'four', 'um', 'the rate you'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 12 }), (said, size) => {
        const segments = said.map((text, i) => segment(i, text));
        const inBatches = (count: number) => {
          let known: Known | undefined;
          for (let i = 0; i < segments.length; i += count)
            known = advance(known, segments.slice(i, i + count), { engine: regexes });
          return known;
        };
        expect(inBatches(1)).toEqual(inBatches(size));
      }),
      { numRuns: 1000 },
    );
  });

  test('an utterance cut in two at any word gives the same state', () => {
    fc.assert(
      fc.property(calls, fc.nat(), fc.nat(), (segments, which, where) => {
        const cut = segments.flatMap((s, i) => {
          const words = s.text.split(' ');
          if (i !== which % segments.length || words.length < 2) return [s];
          const word = 1 + (where % (words.length - 1));
          return [
            { ...s, segmentId: `${s.segmentId}a`, text: words.slice(0, word).join(' ') },
            { ...s, segmentId: `${s.segmentId}b`, heardAtUs: s.heardAtUs + 1, text: words.slice(word).join(' ') },
          ];
        });
        expect(matchesOf(hear(cut))).toEqual(matchesOf(hear(segments)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a flood in one interaction', () => {
  const deaf = { match: () => [], mayChange: () => new Set<string>(), nearest: () => [], reach: 40, contextWords: 12 };
  const flood = (count: number, text: string) =>
    Array.from({ length: count }, (_, i) => ({
      segmentId: `s${i}`,
      speaker: 'agent' as const,
      text,
      heardAtUs: 1_000 + i,
      confidence: 1,
    }));

  test('a flood leaves a tail of bounded length, with the latest speech', () => {
    const onCut = vi.fn<(what: string) => void>();
    const { tail } = advance(undefined, flood(5_000, 'yes'), { engine: deaf, onCut });
    expect(tail.segments).toHaveLength(300);
    expect(onCut.mock.calls).toEqual([['speech']]);
    expect(tail.segments.at(-1)?.segmentId).toBe('s4999');
    expect(tail.finalBefore.agent).toBeDefined();
  });

  test('a flood of long segments leaves few in the tail, and one that is too long none', () => {
    expect(advance(undefined, flood(50, 'x'.repeat(10_000)), { engine: deaf }).tail.segments).toHaveLength(3);
    expect(advance(undefined, flood(1, 'x'.repeat(200_000)), { engine: deaf }).tail.segments).toEqual([]);
  });
});

describe('a segment id', () => {
  test("other words, or another speaker, under a segment's id are speech of their own", () => {
    const known = hear([
      segment(1, 'this call is being', { segmentId: '0', speaker: 'customer' }),
      segment(2, 'this call is being wreck', { segmentId: '0' }),
      segment(3, 'this call is being recorded', { segmentId: '0' }),
      segment(3, 'this call is being recorded', { segmentId: '0' }),
    ]);
    expect(matchesOf(known)).toEqual(['notice#0: this call is being recorded']);
    expect(known?.tail.segments).toHaveLength(3);
  });
});

test('a start later than the moment of hearing, or long before, does not decide what was said first', () => {
  const placeOf = (startUs: number) => hear([segment(7200, 'yes', { startUs })])?.tail.segments[0]?.atUs;
  expect([at(7190), at(7200.1), at(3600), 5_000_000].map(placeOf)).toEqual([at(7190), at(7200), at(7200), at(7200)]);
});
