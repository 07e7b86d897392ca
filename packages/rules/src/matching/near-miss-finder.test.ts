import { expect, test } from 'vitest';
import { createEngine } from './create-engine.js';

const phrase = (text: string) => ({ phrase: text, tolerance: 'asr' as const });
const engine = createEngine({
  locale: 'en-US',
  fillers: ['um'],
  expansions: {},
  sayables: new Map([
    [
      'notice',
      {
        speaker: 'agent',
        say: [phrase('this call is being (recorded|monitored)')],
        except: [phrase('recorded by you')],
      },
    ],
    ['fee', { speaker: 'agent', say: [phrase('termination fee of {money}')], except: [] }],
  ]),
});
const nearest = (...speech: string[]) => engine.nearest('agent', speech);

test('a near miss says which words were missing', () => {
  expect(nearest('okay this call is being', 'looked at')).toEqual([
    {
      key: 'notice',
      phrase: 'this call is being (recorded|monitored)',
      from: { segment: 0, word: 1 },
      to: { segment: 0, word: 4 },
      words: 'this call is being',
      closeness: 0.5,
      share: 0.5,
      reason: 'incomplete',
      lacked: ['recorded|monitored'],
    },
  ]);
});

test('a missing value is named by its kind', () => {
  expect(nearest('there is a termination fee of some kind')).toMatchObject([
    { reason: 'incomplete', lacked: ['{money}'] },
  ]);
});

test('denied, excepted and too different speech is distinguished', () => {
  expect(nearest('i cannot say whether this call is being recorded')).toMatchObject([
    { reason: 'supposed', by: 'whether', lacked: [] },
  ]);
  expect(nearest('this call is not being recorded')).toMatchObject([
    { reason: 'denied', by: 'not', words: 'this call is not being recorded', lacked: [] },
  ]);
  expect(nearest('this call is being recorded by you')).toMatchObject([{ reason: 'excepted' }]);
  expect(nearest('this call now gets well recorded')).toMatchObject([{ reason: 'different' }]);
});

test('a phrase that was said has no near miss, and neither has one that nothing came near', () => {
  expect(nearest('this call is being recorded', 'the weather is fine')).toEqual([]);
});
