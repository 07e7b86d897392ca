import { expect, test } from 'vitest';
import { PASSED_WORDS } from '../phrases/phrase-graph.js';
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

test('words that take back what is said before them ask for what was said there, and for nothing else', () => {
  expect(mayChange(['a deposit of 20 dollars', 'is waived'])).toEqual(['deposit']);
  expect(mayChange(['a deposit of 20 dollars', 'we did', 'um away with'])).toEqual(['deposit']);
  expect(mayChange(['a deposit of 20 dollars', 'is waived'], [])).toEqual([]);
  expect(mayChange(['a deposit of 20 dollars', 'for a year with us'])).toEqual([]);
});

test('what took back the words before it only as the last may do so no more when more is said', () => {
  const speech = ['a deposit of 20 dollars they told me', 'you moved'];
  expect(engine.match('agent', speech.slice(0, 1))).toEqual([]);
  expect(mayChange(speech, [])).toEqual(['deposit']);
  expect(engine.match('agent', speech)).toHaveLength(1);
});

test('what was said long before is not taken back', () => {
  const asked: unknown[] = [];
  const speech = [
    'a deposit of 20 dollars',
    'now let me see what else there is for you to sign',
    'here',
    'it is waived',
  ];
  engine.mayChange('agent', speech, 3, undefined, undefined, (key, since) => asked.push([key, since]) < 0);
  expect(asked).toEqual([['deposit', 1]]);
});

test('words that give back what a word had taken ask for what was not said', () => {
  const say = [{ phrase: 'das gespräch wird aufgezeichnet', tolerance: 'asr' as const }];
  const german = createEngine({
    locale: 'de-DE',
    fillers: [],
    expansions: {},
    sayables: new Map([['hinweis', { speaker: 'agent' as const, say, except: [] }]]),
  });
  const speech = ['das gespräch wird aufgezeichnet nicht', 'wahr'];
  expect(german.match('agent', speech.slice(0, 1))).toEqual([]);
  expect([...german.mayChange('agent', speech, 1, undefined, undefined, () => false)]).toEqual(['hinweis']);
  expect(german.match('agent', speech).map(({ key }) => key)).toEqual(['hinweis']);
});

test('what ends in new words may begin as far before them as a phrase spans', () => {
  const say = [{ phrase: 'deposit today', tolerance: 'exact' as const }];
  const short = createEngine({
    locale: 'en-US',
    fillers: ['um'],
    expansions: {},
    sayables: new Map([['due', { speaker: 'agent' as const, say, except: [] }]]),
  });
  const speech = [`deposit${' um'.repeat(PASSED_WORDS)}`, 'today'];
  expect(short.match('agent', speech)).toHaveLength(1);
  expect([...short.mayChange('agent', speech, 1)]).toEqual(['due']);
});
