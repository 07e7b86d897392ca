import { describe, expect, test } from 'vitest';
import { englishReader } from '../words/word-reader.js';
import { alwaysContains, phraseAutomaton } from './phrase-automaton.js';

const expansions = { this_call: '(this|our) call' };
const contains = (whole: string, part: string) =>
  alwaysContains(phraseAutomaton(whole, expansions, englishReader), phraseAutomaton(part, expansions, englishReader));

describe('whatever says the first phrase says the second', () => {
  test.each([
    ['this call is recorded', 'call is'],
    ['this call is (recorded|taped)', 'call is [now] (taped|recorded|monitored)'],
    ['<this_call> is recorded', 'call is recorded'],
    ["we're recording", 'we are recording'],
    ['fee of {money}', 'fee of {money}'],
    ['recorded line', 'record* line'],
    ['fee ...2 applies', 'fee ... applies'],
    ['a fee of five applies', 'fee ...2 applies'],
    ['a a b', 'a b'],
  ])('%s > %s', (whole, part) => expect(contains(whole, part)).toBe(true));
});

describe('the first phrase can be said without the second', () => {
  test.each([
    ['this call is [being] recorded', 'call is recorded'],
    ['call is recorded', 'this call is recorded'],
    ['fee of {money}', 'fee of {number}'],
    ['record* line', 'recorded line'],
    ['fee ... applies', 'fee ...2 applies'],
    ['fee does not apply', 'fee ... apply'],
    ['(this call|now) is recorded', 'call is recorded'],
  ])('%s > %s', (whole, part) => expect(contains(whole, part)).toBe(false));
});
