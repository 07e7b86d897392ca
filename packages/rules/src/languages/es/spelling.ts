import type { Spelling } from '../spelling.js';

export const spelling: Spelling = {
  longForms: new Map(
    Object.entries({ "pa'": 'para', pa: 'para', "'ta": 'esta', porfa: 'por favor', porfavor: 'por favor' }),
  ),
  endings: [],
  openEndings: new Map(),
  verbEndingsBehind: /^$/,
  slips: new Map(),
  signs: new Map(
    Object.entries({
      $: 'dolares',
      '£': 'libras',
      '€': 'euros',
      '₹': 'rupias',
      '¥': 'yenes',
      '¢': 'centavos',
      '%': 'porciento',
      '*': 'asterisco',
      '#': 'numero',
      '&': 'y',
      '+': 'mas',
      '@': 'arroba',
    }),
  ),
  loneSigns: new Map(Object.entries({ $: 'usd', '£': 'gbp', '€': 'eur' })),
  dot: 'punto',
  // `1º` and `1ª` come as `1o` and `1a`
  ordinalEndings: 'er|ero|era|do|da|ro|ra|to|ta|mo|ma|vo|va|no|na|o|a',
};
