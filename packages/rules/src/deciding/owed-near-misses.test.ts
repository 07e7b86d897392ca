import { expect, test } from 'vitest';
import { advance } from '../interaction/advance.js';
import { at, disclosure, packOf } from '../interaction/pack.fixture.js';
import type { Place } from '../interaction/interaction.js';
import { compilePack } from '../matching/compile-pack.js';
import { judge } from './judge.js';
import { findOwedNearMisses } from './owed-near-misses.js';

test('what begins where the words before it have left recent speech does not count', () => {
  const compiled = compilePack(
    packOf({ disclosures: [disclosure('this conversation is being recorded for training and quality purposes')] }),
  );
  const heard = { segmentId: 's', speaker: 'agent' as const, heardAtUs: at(1), confidence: 1 };
  const { state, tail } = advance(
    undefined,
    [{ ...heard, text: 'so then this conversation is being recorded for training and quality' }],
    compiled,
  );
  const judgement = judge(compiled.pack, state, Infinity);
  const nearFrom = (word: number) => {
    const place: Place = [at(1), at(1), word];
    const known = { state, tail: { ...tail, finalBefore: { agent: place } } };
    return findOwedNearMisses(compiled, known, { judgement, verdicts: ['pending'], kept: [] });
  };
  expect(nearFrom(2)).toMatchObject([{ lacked: ['purposes'] }]);
  expect(nearFrom(3)).toEqual([]);
});
