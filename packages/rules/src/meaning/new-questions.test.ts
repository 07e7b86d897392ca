import { expect, test } from 'vitest';
import { createEngine } from '../matching/create-engine.js';

const key = 'collector#0';
const engine = createEngine({
  locale: 'en-US',
  fillers: ['um'],
  expansions: {},
  sayables: new Map([
    [
      key,
      {
        speaker: 'agent' as const,
        say: [{ phrase: 'from a debt collector', tolerance: 'asr' as const }],
        except: [{ phrase: 'debt collector ...2 (did|has|is|will|would)', tolerance: 'asr' as const }],
      },
    ],
  ]),
});
const isSaid = (...speech: string[]) => engine.match('agent', speech).length > 0;

const questions = [
  'this is from a debt collector did you get our letter',
  'this is from a debt collector did that letter come',
  'this is from a debt collector has anybody called you',
  'this is from a debt collector will your wife be there',
  'this is from a debt collector is that all right',
  'this is from a debt collector to you would you like to pay',
];
const predicates = [
  'a letter from a debt collector did come',
  'a man from a debt collector has your file',
  'a man from a debt collector is the one who called',
  'we had one from a debt collector but we did it again',
  'one from a debt collector will have you pay',
];

test.each(questions)('an exception that ends with the first word of a new question voids nothing: %s', (speech) => {
  expect(isSaid(speech)).toBe(true);
});

test.each(predicates)('an exception voids what is no question: %s', (speech) => {
  expect(isSaid(speech)).toBe(false);
});

test.each([...questions, ...predicates])('where speech is cut makes no difference: %s', (speech) => {
  const words = speech.split(' ');
  for (let at = 1; at < words.length; at += 1) {
    const cut = [words.slice(0, at).join(' '), words.slice(at).join(' ')] as const;
    const before = isSaid(cut[0]);
    expect([cut, isSaid(...cut)]).toEqual([cut, isSaid(speech)]);
    const mayChange = engine.mayChange('agent', cut, 1, undefined, undefined, () => before);
    expect([cut, mayChange.has(key) || before === isSaid(speech)]).toEqual([cut, true]);
  }
});
