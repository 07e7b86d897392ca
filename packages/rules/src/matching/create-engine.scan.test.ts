import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEngine } from './create-engine.js';
import type { Sayable } from '../pack/pack.js';

const fillers = ['um', 'you know'];
const vocabulary = [
  'this',
  'call',
  'is',
  'recorded',
  'monitored',
  'we',
  'may',
  'not',
  'fee',
  'of',
  'the',
  'rate',
  'cancellation',
  'debt',
  'collect',
  'ending',
];
const slots = ['{money}', '{percent}', '{number}', '{digits}', '{ordinal}'];
const values = ['$50', 'fifty', 'dollars', '4.99%', 'four', 'point', 'nine', 'percent', 'first', '1234', 'twelve'];

const word = fc.constantFrom(...vocabulary);
const alternatives = fc.array(word, { minLength: 1, maxLength: 3 });
const part = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 2, arbitrary: alternatives.map((words) => `(${words.join('|')})`) },
  { weight: 2, arbitrary: alternatives.map((words) => `[${words.join('|')}]`) },
  { weight: 1, arbitrary: word.map((text) => `${text.slice(0, 4)}*`) },
  { weight: 1, arbitrary: fc.constantFrom('...', '...2') },
  { weight: 1, arbitrary: fc.constantFrom(...slots) },
);
/** A gap needs a word on either side. */
const phrase = fc
  .tuple(word, fc.array(part, { maxLength: 4 }), word)
  .map(([first, middle, last]) => [first, ...middle, last].join(' '));
const tolerance = fc.constantFrom('exact' as const, 'asr' as const);
const group = fc.record({
  all: fc.array(fc.oneof(word, phrase, fc.constantFrom(...slots)), { minLength: 2, maxLength: 3 }),
  within: fc.integer({ min: 2, max: 20 }),
  tolerance,
});
const phrases = fc.array(
  fc.oneof({ weight: 4, arbitrary: fc.record({ phrase, tolerance }) }, { weight: 1, arbitrary: group }),
  { minLength: 1, maxLength: 2 },
);
const sayable: fc.Arbitrary<Sayable> = fc.record({
  speaker: fc.constantFrom('agent' as const, 'customer' as const, 'any' as const),
  say: phrases,
  except: fc.oneof({ weight: 2, arbitrary: fc.constant<Sayable['except']>([]) }, { weight: 1, arbitrary: phrases }),
});
const pack = fc.array(sayable, { minLength: 1, maxLength: 6 });

/** A word as a recogniser may write it: as it is, run together with the next, split, in parts, or misheard. */
const heard = fc.oneof(
  { weight: 12, arbitrary: word },
  { weight: 4, arbitrary: fc.constantFrom(...values) },
  { weight: 1, arbitrary: fc.tuple(word, word).map((two) => two.join('')) },
  { weight: 1, arbitrary: word.map((text) => `${text.slice(0, 3)} ${text.slice(3)}`.trim()) },
  { weight: 1, arbitrary: word.map((text) => text.split('').join(' ')) },
  { weight: 1, arbitrary: word.map((text) => `${text}s`) },
  { weight: 1, arbitrary: word.map((text) => `${text.slice(0, -1)}d`) },
  { weight: 1, arbitrary: fc.constantFrom("isn't", "we're", 'um', 'you know', '[noise]', '-') },
);
/** The words of phrases of the pack, in order, among other words: otherwise hardly anything would match. */
const spoken = (sayables: readonly Sayable[]): fc.Arbitrary<string[]> => {
  const words = sayables
    .flatMap(({ say, except }) => [...say, ...except])
    .flatMap((each) => ('all' in each ? each.all : 'phrase' in each ? each.phrase : []))
    .map((each) => each.replace(/[[(]([a-z]*)[^\])]*[\])]|\.\.\.\d?|\*/g, '$1').split(/\s+/))
    .map((each) => each.map((text) => (text.startsWith('{') ? '$50' : text)).filter(Boolean));
  const run = fc.oneof(
    fc.constantFrom(...words),
    heard.map((text) => [text]),
  );
  return fc.array(run, { maxLength: 8 }).map((runs) => runs.flat());
};
const call = pack.chain((sayables) => fc.tuple(fc.constant(sayables), fc.array(spoken(sayables), { maxLength: 3 })));

test('matching with the scan finds exactly what matching without it finds', () => {
  let matches = 0;
  fc.assert(
    fc.property(call, fc.constantFrom('agent' as const, 'customer' as const), ([sayables, segments], speaker) => {
      const source = {
        locale: 'en-US',
        fillers,
        expansions: {},
        sayables: new Map(sayables.map((each, index) => [`rule#${index}`, each])),
      };
      const speech = segments.map((words) => words.join(' '));
      const found = createEngine(source).match(speaker, speech);
      matches += found.length;
      expect(found).toEqual(createEngine(source, { scanned: false }).match(speaker, speech));
    }),
    { numRuns: 1000 },
  );
  expect(matches).toBeGreaterThan(150);
});

test('keys of which nothing ends in new words keep the matches that they had before', () => {
  let kept = 0;
  const speaker = fc.constantFrom('agent' as const, 'customer' as const);
  // said behind a match, these may change what it means
  const behind = fc.constantFrom('', 'no', 'not true', 'no wait $20', 'just kidding');
  fc.assert(
    fc.property(call, speaker, behind, fc.nat(2), ([sayables, segments], of, end, turn) => {
      const engine = createEngine({
        locale: 'en-US',
        fillers,
        expansions: {},
        sayables: new Map(sayables.map((each, index) => [`rule#${index}`, each])),
      });
      const speech = [...segments.map((words) => words.join(' ')), end].filter((text) => text !== '');
      const from = speech.length - 1;
      const turns = () => (turn === 0 || turn > from ? [] : [turn]);
      if (from < 1) return;
      const before = engine.match(of, speech.slice(0, from), () => turns().filter((index) => index < from));
      const isMatched = (key: string) => before.some((match) => match.key === key);
      const changed = engine.mayChange(of, speech, from, turns, [], isMatched);
      const stays = before.filter(({ key }) => !changed.has(key));
      kept += stays.length;
      const after = engine.match(of, speech, turns);
      expect(after.filter(({ key }) => !changed.has(key))).toEqual(stays);
      expect(engine.match(of, speech, turns, [], (key) => changed.has(key))).toEqual(
        after.filter(({ key }) => changed.has(key)),
      );
    }),
    { numRuns: 1500 },
  );
  expect(kept).toBeGreaterThan(30);
});

test.each([
  [
    'en-US',
    'a and cents dollar dollars fifty five from half hundred no of oh one per percent point quarter second thousand to two um usd wait',
    ['fee is', 'fee of', 'fee comes to', 'fee comes up to', 'fee was', 'fee'],
  ],
  [
    'es-US',
    'a ciento cien cincuenta coma con de dolares dos entre hasta media mil millones no pesos por porciento punto segundo un una y',
    ['costo es', 'costo de', 'costo llega a', 'costo fue', 'costo'],
  ],
])(
  'in %s, values that the scan hears, or that go on in new words, are all that are said',
  (locale, words, openings) => {
    let matches = 0;
    const token = fc.oneof(
      fc.constantFrom(...words.split(' ')),
      fc.constantFrom('50', '4.99', '$200', '3%', '21st', '1/2', 'half of', '2 millones de'),
    );
    const first = openings[0]?.split(' ')[0] ?? '';
    const say = [...slots, '50', '0.5', '200 dollars', '50%'].map((value) => `${first} ...2 ${value}`);
    const sayables = new Map<string, Sayable>(
      say.map((text) => [text, { speaker: 'agent', say: [{ phrase: text, tolerance: 'asr' }], except: [] }]),
    );
    const source = { locale, fillers, expansions: {}, sayables };
    const [engine, plain] = [createEngine(source), createEngine(source, { scanned: false })];
    const value = fc.array(token, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...openings), value, value, (opening, said, next) => {
        const speech = [`${opening} ${said.join(' ')}`, next.join(' ')];
        const all = plain.match('agent', speech);
        matches += all.length;
        expect(engine.match('agent', speech)).toEqual(all);
        // if nothing ends in the new words, what was matched before stays
        expect(engine.mayChange('agent', speech, 1).size > 0 ? all : plain.match('agent', speech.slice(0, 1))).toEqual(
          all,
        );
      }),
      { numRuns: 2000 },
    );
    expect(matches).toBeGreaterThan(1000);
  },
);
