/** What English number words are worth, by the part they play in a number. */
export const units: ReadonlyMap<string, number> = new Map(
  ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'].map((word, value) => [word, value]),
);

export const teens: ReadonlyMap<string, number> = new Map(
  ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'].map(
    (word, index) => [word, index + 10],
  ),
);

export const tens: ReadonlyMap<string, number> = new Map(
  ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'].map((word, index) => [
    word,
    (index + 2) * 10,
  ]),
);

export const scales: ReadonlyMap<string, number> = new Map([
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);

/** Also said for zero, but only among other digits: `four oh five`. */
export const spokenZeros: ReadonlySet<string> = new Set(['oh', 'o']);

const firstOrdinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];
const teenOrdinals = ['tenth', 'eleventh', 'twelfth', 'thirteenth', 'fourteenth', 'fifteenth', 'sixteenth'];

export const ordinals: ReadonlyMap<string, number> = new Map([
  ...[...firstOrdinals, ...teenOrdinals, 'seventeenth', 'eighteenth', 'nineteenth'].map(
    (word, index): [string, number] => [word, index + 1],
  ),
  ...[...tens].map(([word, value]): [string, number] => [word.replace(/y$/, 'ieth'), value]),
  ['hundredth', 100],
]);

export const currencies: ReadonlyMap<string, string> = new Map([
  ...namesOf('dollars', 'dollar buck bucks usd cad aud nzd'),
  ...namesOf('pounds', 'pound gbp quid'),
  ...namesOf('euros', 'euro eur'),
  ...namesOf('rupees', 'rupee inr rs'),
  ...namesOf('yen', 'jpy'),
  ...namesOf('francs', 'franc chf'),
  ...namesOf('kroner', 'krone kronor krona kr sek nok dkk'),
  ...namesOf('pesos', 'peso mxn php'),
]);

/** Currencies as they are written before an amount. */
export const currencyCodes: ReadonlySet<string> = new Set(
  'usd cad aud nzd gbp eur inr rs jpy chf kr sek nok dkk mxn php'.split(' '),
);

export const cents: ReadonlySet<string> = new Set(['cent', 'cents', 'penny', 'pennies', 'pence', 'paise', 'centimes']);

/** Parts of one, by how many make one: `three quarters`. */
export const parts: ReadonlyMap<string, number> = new Map([
  ['half', 2],
  ['quarter', 4],
  ['quarters', 4],
  ['eighth', 8],
  ['eighths', 8],
  ['tenth', 10],
  ['tenths', 10],
]);

function namesOf(currency: string, others: string): [string, string][] {
  return [currency, ...others.split(' ')].map((name) => [name, currency]);
}

const words = [units, teens, tens, scales, ordinals].flatMap((each) => [...each.keys()]);

/**
 * Every word that may begin a number or be part of one, in any context. Not `quarter`: it is more often a time of the
 * year.
 */
export const numberWords: ReadonlySet<string> = new Set([
  ...words,
  'hundred',
  'oh',
  'double',
  'triple',
  'half',
  'quarters',
  'eighths',
  'tenths',
  'dollar',
]);
