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
  expect(findNearMisses(engine, segments, () => 0)).toMatchObject([
    { key: 'fee', segmentId: 's3', heardAtUs: 2_000_000, words: 'early termination fee of', lacked: ['{money}'] },
    { key: 'cancel', segmentId: 's2', lacked: ['contract'] },
    { key: 'notice', segmentId: 's4', lacked: ['recorded'] },
  ]);
});

test('a near miss may continue in the next segment of its speaker', () => {
  const segments = call(['agent', 'early termination'], ['customer', 'what'], ['agent', 'fee of that kind']);
  expect(findNearMisses(engine, segments, () => 0)).toMatchObject([
    { key: 'fee', words: 'early termination fee of', segmentId: 's3' },
  ]);
});

test('only what is closer than before is returned', () => {
  const segments = call(['agent', 'this call is being'], ['agent', 'an early termination fee']);
  const [fee, notice] = findNearMisses(engine, segments, () => 0);
  if (fee === undefined || notice === undefined) throw new Error('both are near');
  expect(findNearMisses(engine, segments, (key) => (key === 'fee' ? fee.closeness : 0))).toEqual([notice]);
});

test('only near misses of the given keys are returned', () => {
  const segments = call(['agent', 'this call is being'], ['agent', 'an early termination fee']);
  expect(findNearMisses(engine, segments, (key) => (key === 'fee' ? 0 : 1)).map(({ key }) => key)).toEqual(['fee']);
});

test('what stands before the words that are searched together tells what they mean', () => {
  const segments = call(
    ['agent', 'hello'],
    ['agent', 'i do not know if'],
    ['agent', 'this call here and there is being recorded'],
    ['agent', 'so'],
    ['agent', 'well'],
  );
  expect(findNearMisses(engine, segments, () => 0)).toMatchObject([{ key: 'notice', reason: 'supposed' }]);
});

test('a near miss counts only where the words before it are at hand', () => {
  const segments = call(['agent', 'so then this call is being']);
  expect(findNearMisses(engine, segments, () => 0, { agent: [0, 0, 2] })).toMatchObject([{ key: 'notice' }]);
  expect(findNearMisses(engine, segments, () => 0, { agent: [0, 0, 3] })).toEqual([]);
});
