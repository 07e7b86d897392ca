import { PASSED_WORDS } from '../phrases/phrase-graph.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../matching/create-engine.js';
import { withoutMarks } from './marks.js';

const engine = createEngine({
  locale: 'en-US',
  fillers: [],
  expansions: {},
  sayables: new Map([
    ['notice', { speaker: 'agent', say: [{ phrase: 'your visit will be filmed', tolerance: 'exact' }], except: [] }],
  ]),
});
const counts = (...texts: string[]) => engine.match('agent', texts).length > 0;

const MARKS = [
  '[door slams]',
  '[Speaker 2 coughs loudly]',
  '[ACCOUNT NUMBER]',
  '<unk>',
  '<background speech>',
  '{breath}',
  '(coughs)',
  '(siren)',
  '(door opens)',
  '(clears throat)',
  '(keyboard clicking)',
  '(audio cuts out)',
  '(BLANK_AUDIO)',
  '(no speech detected)',
  '(Musik)',
  '(rires)',
  '(phone ringing in background)',
  '(speaking French)',
  '（laughter）',
  '[music playing while the caller is on hold and nobody says anything at all]',
  '(risas)',
  '(ruido de fondo)',
  '(hablando en inglés)',
  '*sighs*',
  '♪',
  '♪ hold music ♪',
  '***',
  '#####',
  '* * * *',
  '# # #',
  '###-##',
  'XXXX',
  'xx/xx',
  '%HESITATION',
  '[NAME].',
];
const mark = fc.constantFrom(...MARKS);
const words = ['your', 'visit', 'will', 'be', 'filmed'];

describe('marks', () => {
  test.each(MARKS)('%s', (each) => {
    expect(counts(`your visit ${each} will be filmed`)).toBe(true);
  });

  test('a mark is skipped in any place, and wherever speech is cut', () => {
    const marks = fc
      .array(fc.tuple(fc.nat(5), mark), { maxLength: 3 })
      .filter((placed) => placed.flatMap(([, each]) => each.split(' ')).length <= PASSED_WORDS);
    const marked = fc.tuple(marks, fc.nat(30));
    fc.assert(
      fc.property(marked, ([places, cut]) => {
        const said: string[] = [...words];
        for (const [place, each] of places) said.splice(place, 0, each);
        const written = said.join(' ').split(' ');
        expect(counts(written.slice(0, cut).join(' '), written.slice(cut).join(' '))).toBe(true);
      }),
    );
  });

  test('a sign that closes one mark does not hide another behind it', () => {
    expect(counts('♪ hold music ♪ your (speaking French) ♪ visit will be filmed')).toBe(true);
  });

  test('words keep their places', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(mark, fc.constantFrom('a', '[', ')', '*', '<b', 'c]d'))), (written) => {
        const count = (text: string) => text.split(' ').filter((word) => word !== '').length;
        const text = written.join(' ');
        expect(count(withoutMarks([text]).join(' '))).toBe(count(text));
      }),
    );
  });

  test('a mark right after a word is skipped too', () => {
    expect(counts('your visit[noise] will be<unk> filmed')).toBe(true);
  });
});

describe('spoken words', () => {
  test('words in round brackets count', () => {
    expect(counts('your visit (will be filmed)')).toBe(true);
    expect(counts('your visit (or that of your guests) will be filmed')).toBe(false);
  });
  test('words between brackets that are far apart, or never closed, count', () => {
    expect(counts('your visit will be filmed [')).toBe(true);
    expect(counts(`[ your visit will be filmed ${'and so on '.repeat(5)}]`)).toBe(true);
  });
  test('a lone * or # is a key of the telephone, and so are two', () => {
    expect(counts('your visit * will be filmed')).toBe(false);
    expect(counts('your visit # # will be filmed')).toBe(false);
  });
});

test('a mark that ends in a later segment may undo a match', () => {
  const texts = ['[your visit will be filmed', 'says a poster]'];
  expect([counts(...texts), engine.mayChange('agent', texts, 1).size > 0]).toEqual([false, true]);
});

test('cutting speech into segments does not change which words are blank', () => {
  const part = fc.oneof(
    mark,
    fc.constantFrom(...words, '[', ']', '(', ')', '<', '>', '*', '* *', '#', '(or us)', 'a[b]c', '♫'),
  );
  fc.assert(
    fc.property(fc.array(fc.array(part, { maxLength: 5 }), { maxLength: 4 }), (segments) => {
      const texts = segments.map((parts) => parts.join(' '));
      const cut = withoutMarks(texts).join(' ').split(/\s+/).filter(Boolean);
      expect(cut).toEqual(
        withoutMarks([texts.join(' ')])[0]
          ?.split(/\s+/)
          .filter(Boolean),
      );
    }),
    { numRuns: 2000 },
  );
});
