import { hasWords } from '@cueline/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutMarks } from '../packages/rules/src/words/marks.js';
import { englishTokens as wordTokens } from '../packages/rules/src/words/word-tokens.js';

const MARKS = [
  '(music)',
  '(phone ringing in background)',
  '(speaking Spanish)',
  '(speaks in a foreign language)',
  '（laughter）',
  '[silence]',
  '[PHONE NUMBER]',
  '［noise］',
  '【beep】',
  '<unk>',
  '{cough}',
  '*sighs*',
  '~singing~',
  '♪',
  '♪ hold music ♪',
  '%HESITATION',
  '***',
  '###-####',
  '* * *',
  '# # # #',
  'XXXX',
  'xx-xx-xxxx',
];
const WORDS = [
  'hello',
  'X',
  'Exxon',
  '12',
  "don't",
  'sí',
  '(or',
  'partners)',
  '*',
  '# #',
  '♪',
  '[',
  ']',
  '<',
  '>',
  'xxx',
];

/** Whether the rules find a word in a text; the phone's keys `*` and `#` do not count here. */
const isHeardByRules = (text: string) =>
  withoutMarks([text]).some((bare) =>
    bare
      .split(/\s+/)
      .some((word) =>
        wordTokens(word).some(({ text: token }) => /[\p{L}\p{N}]/u.test(token) && /[\p{L}\p{N}]/u.test(word)),
      ),
  );

test.each([...MARKS, MARKS.slice(0, 8).join(' '), '[ music  playing ]', '...'])(
  'a final of nothing but marks has no words: %s',
  (text) => {
    expect([hasWords(text), isHeardByRules(text)]).toEqual([false, false]);
  },
);

test.each([
  '(or our partners)',
  '(we speak Spanish)',
  '*important*',
  'Exxon',
  '50%',
  '[a b c d e f g h i j k l m n o p q]',
  '♪ happy birthday',
])('a final has words if there are any outside of marks: %s', (text) => {
  expect([hasWords(text), isHeardByRules(text)]).toEqual([true, true]);
});

test('ingest counts as speech exactly what the rules hear as words', () => {
  const piece = fc.oneof(fc.constantFrom(...MARKS), fc.constantFrom(...WORDS));
  const texts = fc.array(fc.tuple(piece, fc.constantFrom(' ', ' ', ' ', '', '\t ')), { maxLength: 14 });
  fc.assert(
    fc.property(texts, (pieces) => {
      const text = pieces.flat().join('');
      expect(hasWords(text)).toBe(isHeardByRules(text));
    }),
    { numRuns: 2000 },
  );
});
