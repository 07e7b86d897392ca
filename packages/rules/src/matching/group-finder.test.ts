import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEngine } from './create-engine.js';
import type { Phrase } from '../pack/pack.js';

const engineOf = (say: Phrase, except: Phrase[] = []) =>
  createEngine({
    locale: 'en-US',
    fillers: ['um', 'you know'],
    expansions: { trial: '(trial|free month)', charge: '(~charge|~bill)' },
    sayables: new Map([['terms', { speaker: 'agent', say: [say], except }]]),
  });
const terms: Phrase = { all: ['<trial>', '<charge>', '{money}'], within: 20, tolerance: 'asr' };
const engine = engineOf(terms);
const heardIn = (...segments: string[]) => engine.match('agent', segments).map(({ words }) => words);

describe('phrases in any order', () => {
  test.each([
    'when the trial is over we charge you 30 dollars',
    'we charge you 30 dollars when the trial is over',
    '$30 is what you are billed after your free month',
    'if you do not cancel before your trial ends you will be charged thirty dollars',
    'um the trial you know is seven days and then the charge is thirty dollars',
  ])('%s', (speech) => {
    expect(heardIn(speech)).toHaveLength(1);
  });

  test.each([
    ['a part is missing', 'when the trial is over we charge you'],
    ['a part is denied', 'when the trial is over we do not charge you 30 dollars'],
    ['all of it is asked', 'is there a charge of 30 dollars after the trial'],
    ['all of it is supposed', 'if the trial had a charge of 30 dollars'],
    ['all of it is supposed, and what follows is not', 'if there was a trial charge of 30 dollars i would see it'],
    ['all of it is denied behind it', 'after the trial the charge of 30 dollars has been waived'],
    [
      'the parts are too far apart',
      'the trial is over in a week and we hope that you like it as much as everybody else in this town does and we charge 30 dollars',
    ],
  ])('%s: %s', (_why, speech) => {
    expect(heardIn(speech)).toEqual([]);
  });

  test('a match reaches from the first part to the last', () => {
    expect(heardIn('well when the trial is over', 'we charge you 30 dollars okay')).toEqual([
      'trial is over we charge you 30 dollars',
    ]);
  });

  test('one word is not two parts', () => {
    const twice = engineOf({ all: ['(fee|charge)', '(charge|cost)'], within: 9, tolerance: 'asr' });
    expect(twice.match('agent', ['there is a charge'])).toEqual([]);
    expect(twice.match('agent', ['the charge is a cost of ours'])).toHaveLength(1);
  });

  test('an exception voids it', () => {
    const except: Phrase[] = [{ phrase: 'partner stores', tolerance: 'asr' }];
    const speech = ['after the trial partner stores charge you 30 dollars'];
    expect(engineOf(terms).match('agent', speech)).toHaveLength(1);
    expect(engineOf(terms, except).match('agent', speech)).toEqual([]);
  });

  test('may itself be an exception', () => {
    const say: Phrase = { phrase: 'we charge you {money}', tolerance: 'asr' };
    const competitor: Phrase = { all: ['they said', 'trial'], within: 12, tolerance: 'asr' };
    const speech = ['they said we charge you 30 dollars for the trial'];
    expect(engineOf(say, [competitor]).match('agent', speech)).toEqual([]);
    expect(engineOf(say, [competitor]).match('agent', ['we charge you 30 dollars for the trial'])).toHaveLength(1);
  });

  test('a near miss names the parts that were not heard', () => {
    expect(engine.nearest('agent', ['when the trial is over we charge your card'])).toMatchObject([
      {
        phrase: '{all: ["<trial>", "<charge>", "{money}"], within: 20}',
        reason: 'incomplete',
        lacked: ['{money}'],
        words: 'trial is over we charge',
      },
    ]);
  });

  const parts = fc.shuffledSubarray(['the trial', 'we charge', '$30'], { minLength: 3 });
  const others = fc.array(fc.constantFrom('well', 'um', 'then', 'for this'), { maxLength: 3 });

  test('neither the order of the parts, nor cutting, nor repetition makes a difference', () => {
    fc.assert(
      fc.property(parts, others, others, fc.nat(8), (some, one, two, cut) => {
        const words = [...one, some[0], some[0], ...two, some[1], some[2]].join(' ').split(' ');
        const whole = engine.match('agent', [words.join(' ')]);
        expect(whole).not.toEqual([]);
        const halves = engine.match('agent', [words.slice(0, cut).join(' '), words.slice(cut).join(' ')]);
        expect(halves.map((match) => match.words)).toEqual(whole.map((match) => match.words));
        const behind = engine.mayChange('agent', [words.slice(0, -1).join(' '), words.at(-1) ?? ''], 1).size > 0;
        expect(behind).toBe(true);
      }),
    );
  });
});
