import { attributeAt } from '../interaction/attributes.js';
import type { InteractionState, Match } from '../interaction/interaction.js';
import { numbersOf, saidValues, type SaidValue } from '../matching/said-values.js';
import type { Disclosure, Pack } from '../pack/pack.js';
import type { WrongValue } from './verdict.js';

/**
 * Finds the values in what was said that are not those of the attributes that they have to equal. What is not known
 * is not wrong: an attribute that was not heard, or is no value, and a value that is masked.
 */
export function wrongValues(
  equals: NonNullable<Disclosure['elements'][number]['equals']>,
  { words, heardAtUs }: Match,
  { attributes }: InteractionState,
  { locale, fillers }: Pack,
): WrongValue[] {
  return equals.flatMap(({ kind, attribute, locales = [] }) => {
    const offered = numbersOf(attributeAt(attributes, attribute, heardAtUs) ?? '');
    const said = [locale, ...locales].flatMap((tag) => saidValues(words, kind, tag, fillers));
    const [last, meant] = [said.at(-1), offered[0]];
    if (last === undefined || meant === undefined) return [];
    const isRight = said.some(({ numbers }) => numbers.some((number) => offered.includes(number)));
    return isRight ? [] : [{ said: valueText(last, last.numbers[0]), offered: valueText(last, meant) }];
  });
}

const signs = new Map([
  ['dollars', '$'],
  ['pounds', '£'],
  ['euros', '€'],
]);

/** As people write it: `5.99 %`, `$1,200`, `30 rupees`. */
function valueText({ unit }: SaidValue, number = 0): string {
  const isMoney = unit !== '' && unit !== 'percent' && unit !== 'th' && unit !== 'digits';
  const digits = isMoney && !Number.isInteger(number) ? 2 : 0;
  const text = number.toLocaleString('en-US', { minimumFractionDigits: digits, useGrouping: unit !== 'digits' });
  if (unit === 'percent') return `${text} %`;
  const sign = signs.get(unit);
  return sign === undefined ? `${text}${isMoney ? ` ${unit}` : ''}` : `${sign}${text}`;
}
