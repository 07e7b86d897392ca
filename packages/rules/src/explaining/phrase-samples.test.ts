import { expect, test } from 'vitest';
import { englishReader } from '../words/word-reader.js';
import { lightestSample, phraseSamples } from './phrase-samples.js';

const expansions = { this_call: '(this|our) call' };

test('samples of a phrase together have all its words', () => {
  expect(phraseSamples('<this_call> is [being] (recorded|taped) ... for {money}', expansions, englishReader)).toEqual([
    'this call is recorded for seven dollars',
    'our call is being taped then for seven dollars',
  ]);
});

test('the lightest sample leaves out optional words and is as short as possible', () => {
  expect(lightestSample('[please] (termination fee|is it) ...', expansions, englishReader)).toEqual({
    words: ['is', 'it'],
    weight: 0.6,
  });
  expect(lightestSample('record* {number}', expansions, englishReader)).toEqual({
    words: ['record*', '{number}'],
    weight: 2.5,
  });
});
