import { expect, test } from 'vitest';
import { createEngine } from './create-engine.js';

const sayable = {
  speaker: 'agent' as const,
  say: [{ phrase: 'a deposit of {money}', tolerance: 'asr' as const }],
  except: [{ phrase: 'deposit ...4 on another account', tolerance: 'asr' as const }],
};
const engine = createEngine({
  locale: 'en-US',
  fillers: ['um'],
  expansions: {},
  sayables: new Map([['deposit', sayable]]),
});
const mayChange = (speech: string[], matched: string[] = ['deposit']): string[] => [
  ...engine.mayChange('agent', speech, speech.length - 1, undefined, undefined, (key) => matched.includes(key)),
];

test('what ends in new words may change matches: a phrase, and what voids one that was said before', () => {
  expect(mayChange(['there is a deposit', 'of 20 dollars'])).toEqual(['deposit']);
  expect(mayChange(['a deposit of 20 dollars', 'on another account'])).toEqual(['deposit']);
});

test('words that end nothing change no match, not even those of an exception to what was never said', () => {
  expect(mayChange(['a deposit of 20 dollars', 'so let us see at the form'])).toEqual([]);
  expect(mayChange(['your deposit', 'on another account'], [])).toEqual([]);
});
