import { expect, test } from 'vitest';
import { createEngine } from '../matching/create-engine.js';
import { findNearMisses } from './find-near-misses.js';
import type { HeardSegment } from './interaction.js';
import type { Speaker } from '../pack/speaker.js';

const sayable = (phrase: string, speaker: 'agent' | 'customer' = 'agent') => ({
  speaker,
  say: [{ phrase, tolerance: 'asr' as const }],
  except: [],
});
const engine = createEngine({
  locale: 'en-US',
  fillers: [],
  expansions: {},
  sayables: new Map([
    ['notice', sayable('this call is being recorded')],
    ['fee', sayable('early termination fee of {money}')],
    ['cancel', sayable('cancel my contract', 'customer')],
  ]),
});

const call = (...lines: [Speaker, string][]): HeardSegment[] =>
  lines.map(([speaker, text], index) => ({
    segmentId: `s${index + 1}`,
    speaker,
    text,
    heardAtUs: index * 1_000_000,
    confidence: 1,
  }));

test('for each key the closest stretch of speech is found, the closest first', () => {
  const segments = call(
    ['agent', 'a termination of it'],
    ['customer', 'cancel my'],
    ['agent', 'the early termination fee of four one one one two two two two three three'],
    ['agent', 'this call is being'],
  );
  expect(findNearMisses(engine, segments, () => true)).toMatchObject([
    { key: 'fee', segmentId: 's3', heardAtUs: 2_000_000, words: 'early termination fee of', lacked: ['{money}'] },
    { key: 'cancel', segmentId: 's2', lacked: ['contract'] },
    { key: 'notice', segmentId: 's4', lacked: ['recorded'] },
  ]);
});

test('a near miss may continue in the next segment of its speaker', () => {
  const segments = call(['agent', 'early termination'], ['customer', 'what'], ['agent', 'fee of that kind']);
  expect(findNearMisses(engine, segments, () => true)).toMatchObject([
    { key: 'fee', words: 'early termination fee of', segmentId: 's3' },
  ]);
});

test('only near misses of the given keys are returned', () => {
  const segments = call(['agent', 'this call is being'], ['agent', 'an early termination fee']);
  expect(findNearMisses(engine, segments, (key) => key === 'fee').map(({ key }) => key)).toEqual(['fee']);
});
