import { expect, test } from 'vitest';
import { compilePack } from '../matching/compile-pack.js';
import type { HeardSegment } from '../interaction/interaction.js';
import { at, disclosure, packOf, prohibited } from '../interaction/pack.fixture.js';
import { replay } from './replay.js';

const options = { cueMaxAgeUs: 120_000_000, idleTimeoutUs: 900_000_000 };
const pack = compilePack(
  packOf({ disclosures: [disclosure('good day', { dueMs: 30_000 })], prohibited: [prohibited('good grief')] }),
);

const says = (text: string, seconds: number): HeardSegment => ({
  segmentId: `s${seconds}`,
  speaker: 'agent',
  text,
  heardAtUs: at(seconds),
  confidence: 1,
});

function replayed(segments: HeardSegment[], endedAtSeconds?: number) {
  const endedAtUs = endedAtSeconds === undefined ? undefined : at(endedAtSeconds);
  const { judgement, cues } = replay(pack, { segments, endedAtUs }, options);
  return {
    verdict: judgement.disclosures['good day']?.kind,
    prohibited: judgement.prohibited.length,
    cues: cues.map(({ atUs, cue }) => [(atUs - at(0)) / 1_000_000, ...cue.items]),
  };
}

test('a cue comes when its disclosure becomes due, though nobody speaks', () => {
  expect(replayed([says('hello', 0)], 60)).toEqual({ verdict: 'missed', prohibited: 0, cues: [[30, 'good day']] });
});

test("a cue comes so long after the agent's first words, however long an announcement ran before", () => {
  const rules = compilePack(packOf({ disclosures: [disclosure('good day', { from: 'agent', dueMs: 30_000 })] }));
  const segments = [{ ...says('welcome', 0), speaker: 'other' as const }, says('hello', 100)];
  const { cues } = replay(rules, { segments, endedAtUs: at(200) }, options);
  expect(cues.map(({ atUs }) => atUs)).toEqual([at(130)]);
});

test('a call that is over before anything is due is not cued', () => {
  expect(replayed([says('hello', 0)], 20)).toMatchObject({ verdict: 'missed', cues: [] });
});

test('speech heard after the end still counts for a while, without a cue', () => {
  const late = [says('hello', 0), says('good grief', 21), says('good day', 22)];
  expect(replayed(late, 20)).toEqual({ verdict: 'satisfied', prohibited: 1, cues: [] });
});

test('speech heard long after the end does not count', () => {
  expect(replayed([says('hello', 0), says('good day', 31)], 20)).toMatchObject({ verdict: 'missed', cues: [] });
});

test('a call that nobody heard is undecided', () => {
  expect(replayed([], 20)).toEqual({ verdict: 'undecided', prohibited: 0, cues: [] });
});
