import type { NumberWords } from '../number-words.js';
import { counted, namesOf, wordList, wordSet } from '../word-lists.js';

const units = new Map(counted('zero one two three four five six seven eight nine', 0));
const teens = new Map(counted('ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen', 10));
const tens = new Map(counted('twenty thirty forty fifty sixty seventy eighty ninety', 20, 10));
const scales = new Map([
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);
const ordinals = new Map([
  ...counted(
    `first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth`,
    1,
  ),
  ...counted('twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth', 20, 10),
]);

export const numbers: NumberWords = {
  units,
  teens,
  tens,
  hundreds: new Map(),
  hundred: 'hundred',
  scales,
  spokenZeros: new Set(['oh', 'o']),
  articles: new Set(['a', 'an']),
  // `the hundred dollars`, or `one hundred` of which the one was not heard
  bare: new Set(['hundred', 'thousand']),
  ordinals,
  parts: new Map([
    ['half', 2],
    ['quarter', 4],
    ['quarters', 4],
    ['eighth', 8],
    ['eighths', 8],
    ['tenth', 10],
    ['tenths', 10],
  ]),
  halves: new Set(['half']),
  halfOf: [['half', 'a']],
  times: new Map([
    ['double', 2],
    ['triple', 3],
  ]),
  points: new Set(['point']),
  between: { tens: undefined, hundreds: 'and', fraction: 'and', cents: new Set(['and']) },
  hasPairs: true,
  currencies: new Map([
    ...namesOf('dollars', 'dollar buck bucks usd cad aud nzd'),
    ...namesOf('pounds', 'pound gbp quid'),
    ...namesOf('euros', 'euro eur'),
    ...namesOf('rupees', 'rupee inr rs'),
    ...namesOf('yen', 'jpy'),
    ...namesOf('francs', 'franc chf'),
    ...namesOf('kroner', 'krone kronor krona kr sek nok dkk'),
    ...namesOf('pesos', 'peso mxn php'),
  ]),
  currencyCodes: wordSet('usd cad aud nzd gbp eur inr rs jpy chf kr sek nok dkk mxn php'),
  ofCurrency: undefined,
  cents: wordSet('cent cents penny pennies pence paise centimes'),
  centsOf: 'dollars',
  oneOfCurrency: new Set(['dollar']),
  percent: [['percent'], ['per', 'cent'], ['percentage', 'point'], ['percentage', 'points']],
  ofPercent: 'of',
  onePercent: wordSet('a one 1'),
  ranges: {
    between: wordSet('to and or through'),
    openings: wordSet('between from'),
    loosely: wordSet('anywhere somewhere'),
  },
  apart: new Set(['so']),
  unitless: {
    // `is one fifty`, `a fee of about 30`
    before: wordSet(
      `is are be of about around roughly approximately just only exactly maybe pay paying owe owes cost costs charge charged bill billed run runs at
      us you another total totals makes it that 's`,
    ),
    // `up to 300`, `brings the total to 300`, `comes to 300`, `adds up to 300`, `comes out to 300`
    to: 'to',
    beforeTo: wordSet('up comes come came amounts out total'),
    behind: wordSet(
      `and but if when for a per each every plus flat total even so okay to on or once until unless we you i it that which
      may will would over in within before after total altogether all today including with minus from then right monthly
      how sir ma'am please shipped do does did have has are was were is can could should shall what who where they my let thanks thank
      alright mister mr mrs ms miss`,
    ),
  },
  // Not `quarter`: it is more often a time of the year.
  numerals: new Set([
    ...[units, teens, tens, scales, ordinals].flatMap((each) => [...each.keys()]),
    ...wordList('hundred oh double triple half quarters eighths tenths dollar'),
  ]),
  masking: {
    small: new Map([
      ['oh', 0],
      ['o', 0],
      ['nought', 0],
      ['naught', 0],
      ['niner', 9],
      ['fourty', 40],
    ]),
    ambiguous: new Set(),
    times: new Map([
      ['double', 2],
      ['triple', 3],
      ['treble', 3],
      ['quadruple', 4],
    ]),
    between: `
      um umm uhm uh uhh er erm ah eh hm hmm mm mhm okay ok yeah yes right like so well then and you know sorry wait dash
      hyphen space slash dot comma`,
    homophones: 'to too for ate won',
    units: `
      dollar dollars buck bucks cent cents euro euros pounds pence usd eur gbp percent percentage million millions billion
      billions trillion k m bn`,
  },
};
