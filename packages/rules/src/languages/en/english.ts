import type { Language } from '../language.js';
import { commonWords } from './common-words.js';
import { formsOf } from './forms.js';
import { numbers } from './numbers.js';
import { clauseOver, newQuestion, rules, shapes } from './rules.js';
import { sounds } from './sounds.js';
import { spelling } from './spelling.js';
import { tags } from './tags.js';
import { sequences, wordSet } from '../word-lists.js';

export const english: Language = {
  code: 'en',
  name: 'English',
  tags,
  shapes,
  rules,
  clauseOver,
  newQuestion,
  spelling,
  sounds,
  numbers,
  formsOf,
  commonWords,
  fillers: ['um', 'uh', 'er', 'you know', 'like', 'so'],
  corrections: {
    terms: sequences(`
      let me correct that, i should say, no no, no wait, wait no, i am sorry, i meant, i mean, or rather, make that,
      make it, scratch that, strike that, excuse me, pardon me, my mistake, my apologies, sorry, wait, correction, rather,
      actually, no`),
    leads: sequences(`it is, that is, it 's, that 's, that would be, it will be`),
  },
  relativePronouns: { always: wordSet('which who'), withVerb: wordSet('that') },
  backChannels: wordSet(`
    mhm mm mmm hm hmm uh huh um ah oh okay ok k yes yeah yep yup right sure alright all fine good i see got it`),
  samples: {
    number: 'seven',
    money: 'seven dollars',
    percent: 'seven percent',
    ordinal: 'seventh',
    digits: 'one two three four',
    gap: 'then',
  },
  telltales: wordSet(`
    the and is are was were of to for you your we our this that these those it be been being have has had will would can
    could may might must not do does did with from by at on or if they them their there what which who when how call
    recorded please thank thanks`),
};
