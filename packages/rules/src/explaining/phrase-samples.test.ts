import { expect, test } from 'vitest';
import { lightestSample, phraseSamples } from './phrase-samples.js';

const expansions = { this_call: '(this|our) call' };

test('samples have every word of a phrase between them', () => {
  expect(phraseSamples('<this_call> is [being] (recorded|taped) ... for {money}', expansions)).toEqual([
    'this call is recorded for seven dollars',
    'our call is being taped then for seven dollars',
  ]);
});

test('the lightest sample leaves out what may be absent and says as little as it can', () => {
  expect(lightestSample('[please] (termination fee|is it) ...', expansions)).toEqual({
    words: ['is', 'it'],
    weight: 0.6,
  });
  expect(lightestSample('record* {number}', expansions)).toEqual({ words: ['record*', '{number}'], weight: 2.5 });
});
