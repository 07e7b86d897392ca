import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance } from './advance.js';
import { compilePack } from '../matching/compile-pack.js';
import { createEvidence, maskSpeech } from './evidence.js';
import { findNearMisses } from './find-near-misses.js';
import type { HeardSegment } from './interaction.js';
import { at, disclosure, packOf } from './pack.fixture.js';

describe('a number read over several segments is masked', () => {
  test.each([
    [
      ['my card is 4111', 'um 1111', '1111 1111 thanks'],
      ['my card is [number]', '[number]', '[number] thanks'],
    ],
    [
      ['it is one two three', 'four  five', 'six seven eight nine okay'],
      ['it is [number]', '[number]', '[number] okay'],
    ],
    [
      ['123-45', '6789 is my number'],
      ['[number]', '[number] is my number'],
    ],
  ])('%j is masked', (speech, expected) => expect(maskSpeech(speech)).toEqual(expected));

  test.each([[['the fee is 200', 'dollars or 4 percent', 'in 36 months']], [['call 555', '1234']], [[]], [['', ' ']]])(
    'other numbers stay: %j',
    (speech) => expect(maskSpeech(speech).join(' ').trim()).toBe(speech.join(' ').trim()),
  );

  test('a number is masked wherever it is cut', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 19 });
    fc.assert(
      fc.property(digits, fc.infiniteStream(fc.boolean()), (number, cuts) => {
        fc.pre(!/^(?:(?:19|20)\d\d)+$/.test(number.join('')));
        const speech = ['my card is'];
        for (const digit of number) {
          if (cuts.next().value) speech.push('');
          speech.push(`${speech.pop() ?? ''} ${digit}`);
        }
        expect(maskSpeech([...speech, 'thank you']).join(' ')).not.toMatch(/\d/);
      }),
    );
  });

  test('evidence shows only the words within its stretch', () => {
    const evidenceOf = createEvidence(['a card 4111 1111', '1111 1111 ends']);
    expect(evidenceOf({ from: { segment: 1, word: 1 }, words: '1111 ends' })).toBe('[number] ends');
    expect(evidenceOf({ from: { segment: 0, word: 1 }, words: 'card 4111' })).toBe('card [number]');
  });
});

const segment = (seconds: number, text: string): HeardSegment => ({
  segmentId: `s${seconds}`,
  speaker: 'agent',
  text,
  heardAtUs: at(seconds),
  confidence: 1,
});
const CARD = [segment(1, 'your card number is 4111'), segment(2, '1111'), segment(3, '1111 1111 thank you')];
const saying = (id: string, phrase: string) =>
  disclosure(id, { elements: [{ speaker: 'agent', say: [{ phrase, tolerance: 'exact' }], except: [] }] });
const { engine } = compilePack(
  packOf({
    disclosures: [
      saying('card', 'card number is {digits}'),
      saying('end', '{digits} thank you'),
      saying('near', 'your card number {digits} ends in full'),
    ],
  }),
);
const evidence = (segments: readonly (readonly HeardSegment[])[]) => {
  const known = segments.reduce<ReturnType<typeof advance> | undefined>(
    (before, batch) => advance(before, batch, { engine }),
    undefined,
  );
  return known?.state.matches.map(({ words }) => words);
};

describe('evidence', () => {
  test('evidence is masked by the words of other segments, in whatever order they come', () => {
    const masked = ['card number is [number]', '[number] thank you'];
    expect(evidence([CARD])).toEqual(masked);
    expect(evidence(CARD.map((one) => [one]))).toEqual(masked);
    expect(evidence(CARD.toReversed().map((one) => [one]))).toEqual(masked);
  });

  test('evidence stays masked when a part of the number has left the tail', () => {
    const later = Array.from({ length: 30 }, (_, i) => [segment(10 + i * 5, 'well then let me see about that one')]);
    expect(evidence([...CARD.map((one) => [one]), ...later])).toEqual([
      'card number is [number]',
      '[number] thank you',
    ]);
  });

  test('evidence is cut if a word has no end', () => {
    const [words] = evidence([[segment(1, `card number is 4111 ${'x'.repeat(5_000)} 22 thank you`)]]) ?? [];
    expect(words).toBe('card number is 4111');
    const evidenceOf = createEvidence(['x'.repeat(5_000)]);
    expect(evidenceOf({ from: { segment: 0, word: 0 }, words: 'x'.repeat(5_000) })).toHaveLength(1_001);
  });

  test('evidence of near misses is masked too', () => {
    const [near] = findNearMisses(engine, CARD, (key) => (key === 'near#0' ? 0 : 1));
    expect(near?.words).toContain('[number]');
    expect(near?.words).not.toMatch(/\d/);
  });
});
