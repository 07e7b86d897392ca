import { expect, test } from 'vitest';
import type { Phrase } from '../pack/pack.js';
import { plainWords } from './plain-words.js';

const expansions = { this_call: '(this|our) <call>', call: '(call|line)' };
const words = (phrase: Phrase) => plainWords(phrase, { expansions });

test.each([
  ['<this_call> (is|will be) [being] recorded', 'this call is recorded'],
  ['rate is ...3 {percent as apr}', 'rate is …'],
])('%s is said as: %s', (phrase, said) => {
  expect(words({ phrase, tolerance: 'asr' })).toBe(said);
});

test('parts in any order stand one after the other, and a regular expression has no words', () => {
  expect(words({ all: ['mini (miranda)', 'debt'], within: 5, tolerance: 'asr' })).toBe('mini miranda … debt');
  expect(words({ regex: 'a+' })).toBeUndefined();
});
