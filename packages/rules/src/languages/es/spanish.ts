import type { Language } from '../language.js';
import { sequences, wordSet } from '../word-lists.js';
import { commonWords } from './common-words.js';
import { formsOf } from './forms.js';
import { numbers } from './numbers.js';
import { rules, shapes } from './rules.js';
import { sounds } from './sounds.js';
import { spelling } from './spelling.js';
import { tags } from './tags.js';

/** Spanish as it is spoken in the United States. */
export const spanish: Language = {
  code: 'es',
  name: 'Spanish',
  tags,
  shapes,
  rules,
  questionMarks: { opening: '¿', closing: '?' },
  spelling,
  sounds,
  numbers,
  formsOf,
  commonWords,
  fillers: ['eh', 'este', 'em', 'mmm', 'um', 'uh', 'o sea', 'pues', 'bueno'],
  corrections: {
    terms: sequences(`
      dejeme corregir eso, dejeme corregirlo, quiero decir, quise decir, mejor dicho, le corrijo, me equivoque,
      me corrijo, no no, no espere, espere no, no perdon, perdon no, ay perdon, ay no, disculpe no, digo, perdon,
      perdone, disculpe, correccion, espere, no`),
    leads: sequences('es de, son, es, serian, seria, serian de, seria de'),
  },
  relativePronouns: { always: wordSet('cual cuales'), withVerb: wordSet('que') },
  backChannels: wordSet(
    'mhm mjm aja ajá si sí ya claro ok okay bueno bien esta está vale dale entiendo correcto perfecto eso',
  ),
  samples: {
    number: 'siete',
    money: 'siete dólares',
    percent: 'siete por ciento',
    ordinal: 'séptimo',
    digits: 'uno dos tres cuatro',
    gap: 'luego',
  },
  telltales: wordSet(`
    el la los las un una de del que y en con por para su sus se le les lo es son esta este esto estamos ser siendo soy
    somos puede pueden vamos va como si pero mi nos usted ustedes nosotros llamada llamadas grabada señor señora favor
    gracias cuenta hay muy tambien porque cuando`),
};
