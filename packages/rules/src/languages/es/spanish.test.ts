import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../../matching/create-engine.js';
import { mask } from '../../masking/mask.js';
import { wordReaderOf } from '../../words/word-reader.js';
import { spanish } from './spanish.js';

const engineOf = (...say: string[]) =>
  createEngine({
    locale: 'es-US',
    fillers: spanish.fillers.slice(),
    expansions: {},
    sayables: new Map(
      say.map((phrase) => [phrase, { speaker: 'agent', say: [{ phrase, tolerance: 'asr' as const }], except: [] }]),
    ),
  });

/** The longest value that some words begin with. */
function valueOf(words: string): string {
  const { wordTokens, numbersAt } = wordReaderOf(spanish);
  const spans = numbersAt(words.split(' ').flatMap(wordTokens), 0);
  return spans.toSorted((a, b) => b.to - a.to)[0]?.names[1] ?? '';
}

test.each([
  ['siete', '#7'],
  ['veintidós', '#22'],
  ['treinta y cinco', '#35'],
  ['cien', '#100'],
  ['ciento uno', '#101'],
  ['doscientos cuarenta y tres', '#243'],
  ['mil', '#1000'],
  ['mil quinientos', '#1500'],
  ['dos mil veintiséis', '#2026'],
  ['treinta y un mil', '#31000'],
  ['un millón doscientos mil', '#1200000'],
  ['medio millón', '#500000'],
  ['once', '#11'],
  ['doscientos dólares', '#dolares200'],
  ['doscientas libras', '#libras200'],
  ['un dólar', '#dolares1'],
  ['un millón de dólares', '#dolares1000000'],
  ['cincuenta centavos', '#dolares0.5'],
  ['seis dólares con cincuenta centavos', '#dolares6.5'],
  ['$1,200.50', '#dolares1200.5'],
  ['1.200,50 €', '#euros1200.5'],
  ['200 dollars', '#dolares200'],
  ['cuatro punto nueve nueve por ciento', '#percent4.99'],
  ['cuatro y medio por ciento', '#percent4.5'],
  ['medio por ciento', '#percent0.5'],
  ['24.99%', '#percent24.99'],
  ['tercera', '#th3'],
  ['1º', '#th1'],
  ['15ta', '#th15'],
  ['vigésimo primero', '#th21'],
  ['doble cinco cuatro', '#digits554'],
])('%s', (words, value) => {
  expect(valueOf(words)).toBe(value);
});

/** A number as it is said, by other rules than those that read it. */
function said(value: number): string {
  const units = 'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince'.split(' ');
  const tens = '- - veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ');
  const hundreds =
    '- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos';
  if (value < 16) return units[value] ?? '';
  if (value < 20) return `dieci${['séis', 'siete', 'ocho', 'nueve'][value - 16]}`;
  if (value === 20) return 'veinte';
  if (value < 30) return `veinti${units[value - 20]}`;
  if (value < 100)
    return value % 10 === 0 ? (tens[value / 10] ?? '') : `${tens[Math.floor(value / 10)]} y ${units[value % 10]}`;
  if (value === 100) return 'cien';
  if (value < 1000) return joined(hundreds.split(' ')[Math.floor(value / 100)] ?? '', value % 100);
  if (value < 1e6) return joined(value < 2000 ? 'mil' : `${said(Math.floor(value / 1000))} mil`, value % 1000);
  return joined(value < 2e6 ? 'un millón' : `${said(Math.floor(value / 1e6))} millones`, value % 1e6);
}
const joined = (head: string, rest: number): string => (rest === 0 ? head : `${head} ${said(rest)}`);

test('every number is read as it is said', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999_999 }), (value) => {
      expect(valueOf(said(value))).toBe(`#${value}`);
    }),
  );
});

describe('amounts', () => {
  const engine = engineOf('cargo por cancelación (de|es de) {money}', 'tasa [de interés] es [de|del] {percent}');
  const heard = (text: string) => engine.match('agent', [text]).length > 0;
  test.each([
    'hay un cargo por cancelación de doscientos dólares',
    'el cargo por cancelación es de $200',
    'el cargo por cancelación es de entre doscientos y trescientos dólares',
    'el cargo por cancelación es de trescientos no perdón doscientos sesenta dólares',
    'el cargo por cancelación es de ciento cincuenta',
    'la tasa es del cuatro punto nueve por ciento',
    'la tasa de interés es de 24.99%',
  ])('%s', (text) => expect(heard(text)).toBe(true));
  test.each(['no hay un cargo por cancelación de doscientos dólares', 'el cargo por cancelación es de treinta días'])(
    'not: %s',
    (text) => expect(heard(text)).toBe(false),
  );
});

test('a value that was taken back is not the value', () => {
  const engine = engineOf('cargo es de $300', 'cargo es de $260');
  const keys = engine.match('agent', ['el cargo es de trescientos no perdón doscientos sesenta dólares']);
  expect(keys.map(({ key }) => key)).toEqual(['cargo es de $260']);
});

test.each([
  ['with and without accents', 'esta conversacion esta siendo grabada'],
  ['fillers', 'esta conversación eh está este siendo o sea grabada'],
  ['repeated words', 'esta esta conversación está siendo siendo grabada'],
  ['a sound for another', 'esta conversasion está siendo gravada'],
  ['run together', 'estaconversación está siendo grabada'],
  ['divided', 'esta conver sación está siendo gra bada'],
])('a phrase is heard: %s', (_how, text) => {
  expect(engineOf('esta conversación está siendo grabada').match('agent', [text])).toHaveLength(1);
});

test('an opposite and a negation are never taken for the word', () => {
  const engine = engineOf('servicio conectado', 'pago completo');
  for (const text of ['servicio desconectado', 'pago incompleto', 'servicio no conectado', 'pago nunca completo']) {
    expect(engine.match('agent', [text])).toEqual([]);
  }
});

test('every form of a verb counts', () => {
  const engine = engineOf('~grabar (esta|la) llamada');
  for (const form of ['grabamos', 'grabaré', 'grabando', 'grabo', 'grabaríamos'])
    expect(engine.match('agent', [`${form} esta llamada`])).toHaveLength(1);
  expect(engine.match('agent', ['cobramos esta llamada'])).toEqual([]);
});

describe('numbers that identify are masked', () => {
  test.each([
    ['cuatro uno uno uno uno uno uno uno uno', '[number]'],
    ['mi tarjeta es cuatro uno uno uno dos dos dos dos tres tres gracias', 'mi tarjeta es [number] gracias'],
    ['el número es 4111 eh uno uno uno uno y 2222', 'el número es [number]'],
    ['ciento veintitrés cuarenta y cinco sesenta y siete ochenta y nueve', '[number]'],
    ['Doble cuatro, triple cinco, seis siete ocho nueve.', '[number].'],
    ['cuatro mil ciento once mil ciento once cuatro', '[number]'],
    ['four one one one cuatro uno uno uno uno', '[number]'],
    ['once doce trece catorce quince', '[number]'],
  ])('%s', (text, expected) => expect(mask(text)).toBe(expected));
});

describe('amounts, rates, dates and short numbers stay', () => {
  test.each([
    'esta llamada puede ser grabada',
    'ciento veintitrés millones cuatrocientos cincuenta y seis mil setecientos dólares',
    'cuatro punto nueve nueve nueve nueve nueve nueve nueve por ciento',
    'el quince de marzo de dos mil veintiséis a las tres y media',
    'uno dos tres cuatro cinco seis siete ocho',
    'una vez o dos, en un momento, para los tres',
    'call me once if one two three four five six seven eight rings',
  ])('%s', (text) => expect(mask(text)).toBe(text));
});

test('the mask leaves no digit of a number, however it is read out', () => {
  const words = 'cero uno dos tres cuatro cinco seis siete ocho nueve'.split(' ');
  const reading = fc.record({
    inWords: fc.boolean(),
    gap: fc.constantFrom(' ', ' - ', ', ', ' eh ', ' y este ', '. ', ' bueno pues ', ' guión '),
  });
  const card = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 19 });
  fc.assert(
    fc.property(card, fc.infiniteStream(reading), (digits, readings) => {
      fc.pre(!/^(?:(?:19|20)\d\d)+$/.test(digits.join('')));
      const read = digits.map((digit) => {
        const { inWords, gap } = readings.next().value;
        return `${inWords ? words[digit] : digit}${gap}`;
      });
      const masked = mask(`es el ${read.join('')}gracias`);
      expect(masked).toMatch(/^es el \[number\][^a-z0-9]*(?:(?:eh|y|este|bueno|pues|guión)[ ,.-]*)*gracias$/);
    }),
  );
});
