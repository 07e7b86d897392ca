import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../matching/create-engine.js';

const engineOf = (...say: string[]) =>
  createEngine({
    locale: 'en-US',
    fillers: ['um', 'uh', 'like', 'so'],
    expansions: {},
    sayables: new Map(
      say.map((phrase) => [phrase, { speaker: 'agent', say: [{ phrase, tolerance: 'asr' as const }], except: [] }]),
    ),
  });
const engine = engineOf(
  'cancellation fee (of|is) {money}',
  'cancellation fee (of|is) $260',
  'cancellation fee (of|is) $300',
  'interest rate is {percent}',
  'contract (of|for) one year',
  'contract (of|for) two years',
);
const heardIn = (...speech: string[]) =>
  engine
    .match('agent', speech)
    .map(({ key }) => key)
    .toSorted();

describe('a value that is taken back', () => {
  test.each([
    'the cancellation fee is three hundred, no wait, two hundred and sixty dollars',
    'the cancellation fee is 300 dollars sorry 260 dollars',
    'the cancellation fee is $300, um, no, i mean it is $260',
    'the cancellation fee of $300 or rather $260',
    'a cancellation fee of three hundred dollars scratch that two hundred and sixty dollars',
  ])('%s', (speech) => {
    expect(heardIn(speech)).toEqual(['cancellation fee (of|is) $260', 'cancellation fee (of|is) {money}']);
  });

  test('what is counted may stand behind it', () => {
    expect(heardIn('you have a contract for one year i mean two years')).toEqual(['contract (of|for) two years']);
  });

  test.each([
    ['cancellation fee (of|is) $260', 'the cancellation fee is $260 no thirty days notice needed'],
    ['cancellation fee (of|is) $260', 'the cancellation fee is $260 no five percent on top'],
    ['cancellation fee (of|is) $260', 'the cancellation fee is $260 actually two lines have one'],
    ['interest rate is {percent}', 'the interest rate is 9 percent no fifty dollar fee'],
    ['contract (of|for) one year', 'you have a contract for one year no $50 charge'],
  ])('a value of another kind takes nothing back, so %s is heard in: %s', (phrase, speech) => {
    expect(heardIn(speech)).toContain(phrase);
  });

  test.each([
    'the cancellation fee is $300 no 260 dollars',
    'the cancellation fee is 300 no wait 260 dollars',
    'the cancellation fee is $300 no two sixty',
  ])('a number alone may be of any kind: %s', (speech) => {
    expect(heardIn(speech)).not.toContain('cancellation fee (of|is) $300');
    expect(heardIn(speech)).toContain('cancellation fee (of|is) {money}');
  });

  test('what a number counts may come later, and then it takes nothing back', () => {
    const [before, behind] = ['the cancellation fee is $260 no thirty', 'days notice'];
    expect(heardIn(before)).not.toContain('cancellation fee (of|is) $260');
    expect(heardIn(before, behind)).toContain('cancellation fee (of|is) $260');
    expect(engine.mayChange('agent', [before, behind], 1).size > 0).toBe(true);
  });

  test('a denial that takes back no value still denies', () => {
    expect(heardIn('there is no cancellation fee of $260')).toEqual([]);
  });

  const speech =
    'well the cancellation fee is three hundred dollars uh no wait two hundred and sixty dollars okay'.split(' ');
  test('cutting makes no difference, and the end of the right value is a match that ends', () => {
    fc.assert(
      fc.property(fc.nat(speech.length), (cut) => {
        const halves = [speech.slice(0, cut).join(' '), speech.slice(cut).join(' ')];
        expect(heardIn(...halves)).toEqual(heardIn(speech.join(' ')));
      }),
    );
    expect(engine.mayChange('agent', ['a contract for one year', 'i mean two years'], 1).size > 0).toBe(true);
    expect(
      engineOf('contract for one year').mayChange('agent', ['a contract for one year', 'i mean two years'], 1).size > 0,
    ).toBe(true);
  });
});

describe('amounts', () => {
  test.each([
    ['without a unit', 'the cancellation fee is one fifty'],
    ['without a unit', 'the cancellation fee is 150 per line'],
    ['without a unit', 'the cancellation fee is a hundred forty nine ninety five'],
    ['without a unit', 'the cancellation fee is two sixty one fifty today'],
    ['without a unit', 'the cancellation fee is one oh nine fifty'],
    ['as a range', 'the cancellation fee is between 200 and 300 dollars'],
    ['as a range', 'the cancellation fee is anywhere from $200 to $300'],
    ['as a range', 'a cancellation fee of two to three hundred dollars'],
  ])('%s: %s', (_how, said) => {
    expect(heardIn(said)).toContain('cancellation fee (of|is) {money}');
  });

  test.each([
    'the cancellation fee is twenty so five of you pay more',
    'the cancellation fee is one hundred so ten each',
  ])('a number behind `so` is another: %s', (said) => {
    expect(heardIn(said)).toEqual(['cancellation fee (of|is) {money}']);
  });

  test('elsewhere it is passed over', () => {
    expect(heardIn('the cancellation fee so is like two hundred and like sixty so dollars')).toEqual([
      'cancellation fee (of|is) $260',
      'cancellation fee (of|is) {money}',
    ]);
  });

  test.each([
    'the interest rate is between five and six percent',
    'the interest rate is 5 to 6 percent',
    'the interest rate is about six',
  ])('%s', (said) => {
    expect(heardIn(said)).toEqual(['interest rate is {percent}']);
  });

  test.each([
    'the cancellation fee is 30 days away',
    'the cancellation fee is one of them',
    'the cancellation fee is two ninety nine percent',
    'the cancellation fee is 5 percent',
    'the cancellation fee is 800 555 1234',
  ])('another number: %s', (said) => {
    expect(heardIn(said)).toEqual([]);
  });

  test('exactly means with its unit', () => {
    const exact = createEngine({
      locale: 'en-US',
      fillers: [],
      expansions: {},
      sayables: new Map([
        ['fee', { speaker: 'agent', say: [{ phrase: 'the fee is {money}', tolerance: 'exact' }], except: [] }],
      ]),
    });
    expect(exact.match('agent', ['the fee is one fifty'])).toEqual([]);
    expect(exact.match('agent', ['the fee is one fifty dollars'])).toHaveLength(1);
  });
});
