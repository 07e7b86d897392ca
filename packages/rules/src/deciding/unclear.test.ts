import { describe, expect, test } from 'vitest';
import type { HeardSegment } from '../interaction/interaction.js';
import { at, disclosure, packOf } from '../interaction/pack.fixture.js';
import { compilePack } from '../matching/compile-pack.js';
import type { Disclosure, Sayable } from '../pack/pack.js';
import { replay } from './replay.js';

const options = { cueMaxAgeUs: 120_000_000, idleTimeoutUs: 900_000_000 };
const NOTICE = 'this conversation is being recorded for training and quality purposes';
const FEE = 'early cancellation costs two hundred dollars';

const say = (phrase: string): Sayable => ({ speaker: 'agent', say: [{ phrase, tolerance: 'exact' }], except: [] });
const segment = (text: string, seconds: number): HeardSegment => ({
  segmentId: `s${seconds}`,
  speaker: 'agent',
  text,
  heardAtUs: at(seconds),
  confidence: 1,
});

/** What becomes of a call of a minute under one rule, due after 30 s. */
function replayed(texts: readonly string[], parts: Partial<Disclosure> = {}) {
  const rule = disclosure('notice', {
    elements: [say(NOTICE)],
    dueMs: 30_000,
    unclear: { closeness: 0.75, cue: 'soft' },
    ...parts,
  });
  const segments = texts.map((text, index) => segment(text, index * 2));
  const { judgement, cues } = replay(
    compilePack(packOf({ disclosures: [rule] })),
    { segments, endedAtUs: at(60) },
    options,
  );
  return { verdict: judgement.disclosures['notice'], cues: cues.map(({ cue }) => cue) };
}

const CLOSE = 'hello this conversation is being recorded for training and quality';

test('what came close gets a cue of low priority with what was heard and what was not', () => {
  const { verdict, cues } = replayed([CLOSE]);
  const close = [{ words: 'this conversation is being recorded for training and quality', lacked: ['purposes'] }];
  expect(verdict).toMatchObject({ kind: 'unclear', close });
  expect(cues).toMatchObject([{ kind: 'missing', items: ['notice'], priority: 'low', close }]);
});

test('what is unclear may wait without a cue, or be cued like what is missing', () => {
  const held = replayed([CLOSE], { unclear: { closeness: 0.75, cue: 'hold' } });
  expect(held).toMatchObject({ verdict: { kind: 'unclear' }, cues: [] });
  const cued = replayed([CLOSE], { unclear: { closeness: 0.75, cue: 'cue' } });
  expect(cued).toMatchObject({ verdict: { kind: 'unclear' }, cues: [{ priority: 'high' }] });
  expect(cued.cues[0]).not.toHaveProperty('close');
});

test.each([
  ['less close than asked for', ['this conversation is being held'], {}],
  ['close, for a rule that is said or not', [CLOSE], { unclear: undefined }],
  ['denied', ['this conversation is not being recorded for training and quality purposes'], {}],
  ['said by nobody', ['hello'], {}],
] as const)('what is %s is missing', (_, texts, parts) => {
  const { verdict, cues } = replayed(texts, parts);
  expect(verdict).toMatchObject({ kind: 'missed' });
  expect(cues).toMatchObject([{ priority: 'high' }]);
});

test('what is said afterwards is not unclear', () => {
  expect(replayed([CLOSE, NOTICE])).toMatchObject({ verdict: { kind: 'satisfied' }, cues: [] });
});

describe('a disclosure of several parts', () => {
  const parts = { elements: [say(NOTICE), say(FEE)], need: 2 };

  test('a disclosure is unclear if each part that was not said came close', () => {
    expect(replayed([CLOSE, FEE], parts).verdict).toMatchObject({ kind: 'unclear', close: [{ lacked: ['purposes'] }] });
  });

  test('a disclosure is missing if one part was not said at all', () => {
    expect(replayed([CLOSE], parts).verdict).toMatchObject({ kind: 'missed' });
  });
});
