import type { NumberWords } from '../number-words.js';
import { counted, namesOf, wordList, wordSet } from '../word-lists.js';

const units = new Map(counted('cero uno dos tres cuatro cinco seis siete ocho nueve', 0));
const teens = new Map([
  ...counted(`diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve`, 10),
  ...counted(
    'veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve',
    21,
  ),
  ['veintiun', 21] as const,
  ['veintiuna', 21] as const,
]);
const tens = new Map(counted('veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa', 20, 10));
const hundredsIn = (ending: string) =>
  counted('doscient trescient cuatrocient quinient seiscient setecient ochocient novecient', 200, 100).map(
    ([word, value]): [string, number] => [`${word}${ending}`, value],
  );
const hundreds = new Map([['cien', 100], ['ciento', 100], ...hundredsIn('os'), ...hundredsIn('as')] as const);
const scales = new Map([
  ['mil', 1e3],
  ['millon', 1e6],
  ['millones', 1e6],
  ['billon', 1e12],
  ['billones', 1e12],
]);
const ordinalsIn = (ending: string) =>
  counted('primer segund tercer cuart quint sext septim octav noven decim undecim duodecim', 1).map(
    ([word, value]): [string, number] => [`${word}${ending}`, value],
  );
const tenthsIn = (ending: string) =>
  counted('vigesim trigesim cuadragesim quincuagesim', 20, 10).map(([word, value]): [string, number] => [
    `${word}${ending}`,
    value,
  ]);
const ordinals = new Map<string, number>([
  ...['o', 'a', 'os', 'as'].flatMap((ending) => [...ordinalsIn(ending), ...tenthsIn(ending)]),
  ['primer', 1],
  ['tercer', 3],
]);

export const numbers: NumberWords = {
  units,
  teens,
  tens,
  hundreds,
  hundred: undefined,
  scales,
  spokenZeros: new Set(),
  articles: wordSet('un una'),
  bare: wordSet('mil'),
  ordinals,
  parts: new Map([
    ['medio', 2],
    ['tercio', 3],
    ['tercios', 3],
    ['cuarto', 4],
    ['cuartos', 4],
    ['octavo', 8],
    ['octavos', 8],
    ['decimas', 10],
  ]),
  halves: wordSet('medio media'),
  halfOf: [['medio']],
  times: new Map([
    ['doble', 2],
    ['triple', 3],
  ]),
  points: wordSet('punto coma'),
  between: { tens: 'y', hundreds: undefined, fraction: 'y', cents: wordSet('y con') },
  hasPairs: false,
  currencies: new Map([
    ...namesOf('dolares', 'dolar usd cad aud dollars dollar bucks'),
    ...namesOf('pesos', 'peso mxn'),
    ...namesOf('euros', 'euro eur'),
    ...namesOf('libras', 'libra gbp'),
    ...namesOf('soles', 'pen'),
    ...namesOf('quetzales', 'quetzal gtq'),
    ...namesOf('lempiras', 'lempira hnl'),
    ...namesOf('bolivares', 'bolivar'),
  ]),
  currencyCodes: wordSet('usd cad aud mxn eur gbp gtq hnl'),
  ofCurrency: 'de',
  cents: wordSet('centavo centavos centimo centimos cent cents'),
  centsOf: 'dolares',
  oneOfCurrency: wordSet('dolar peso euro'),
  percent: [
    ['porciento'],
    ['por', 'ciento'],
    ['por', 'cien'],
    ['punto', 'porcentual'],
    ['puntos', 'porcentuales'],
    ['percent'],
  ],
  ofPercent: 'de',
  onePercent: wordSet('un uno 1'),
  ranges: {
    between: wordSet('a y o hasta'),
    openings: wordSet('entre de desde'),
    loosely: new Set(),
  },
  apart: new Set(),
  unitless: {
    before: wordSet(`
      es son seria seran sera cuesta cuestan de aproximadamente casi solo solamente unos unas pagara paga pagan cobra
      cobramos cobran vale cargo costo total otros otras`),
    to: 'a',
    beforeTo: wordSet('llega asciende sube equivale'),
    behind: wordSet(`
      y pero si cuando por al cada mas en total o hasta que usted le se lo la nos para a mensual mensuales anual anuales
      ok bueno esta esto`),
  },
  numerals: new Set([
    ...[units, teens, tens, hundreds, scales, ordinals].flatMap((each) => [...each.keys()]),
    ...wordList('doble triple medio media tercios cuartos octavos decimas dolar'),
  ]),
  masking: {
    small: new Map(),
    // English, and said of one time
    ambiguous: wordSet('once'),
    times: new Map([
      ['doble', 2],
      ['triple', 3],
      ['cuadruple', 4],
    ]),
    between: `
      eh este mmm mm ajá aja sí si ok okay bueno pues entonces luego y después despues perdón perdon espere espéreme a_ver
      o_sea guion guión espacio punto coma diagonal barra número numero el la ya claro correcto`,
    homophones: '',
    units: `
      dólar dólares dolar dolares peso pesos euro euros centavo centavos céntimos porciento por_ciento por_cien millón
      millon millones`,
  },
};
