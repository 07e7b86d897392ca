import { readFileSync } from 'node:fs';
import { compilePack, parseRuleFile, replay, Speaker } from '@cueline/rules';
import { toMs, toUs } from '@cueline/shared';
import { sampleCalls } from '@cueline/simulator';
import { expect, test } from 'vitest';

/** What each sample call deserves, as a person who reads it would say: cues in order, each with all that it lists. */
const deserved: Readonly<Record<string, string[][]>> = {
  'sample-all-said': [],
  'sample-forgotten-notice': [['recording_notice']],
  'sample-late-notice': [['recording_notice']],
  'sample-split-notice': [],
  'sample-negated-notice': [['recording_notice']],
  'sample-customer-says-it': [['recording_notice']],
  'sample-silent-agent': [['recording_notice']],
  'sample-fee-said': [],
  'sample-forgotten-fee': [['early_termination_fee']],
  'sample-rate-in-words': [],
  'sample-forgotten-rate': [['apr']],
  'sample-two-missing': [['apr', 'early_termination_fee']],
  'sample-prohibited': [['guaranteed_return']],
  'sample-customer-prohibited': [],
};

/** The disclosures that each makes, in time or late. */
const made: Readonly<Record<string, string[]>> = {
  'sample-all-said': ['recording_notice'],
  'sample-forgotten-notice': [],
  'sample-late-notice': ['recording_notice'],
  'sample-split-notice': ['recording_notice'],
  'sample-negated-notice': [],
  'sample-customer-says-it': [],
  'sample-silent-agent': [],
  'sample-fee-said': ['early_termination_fee', 'recording_notice'],
  'sample-forgotten-fee': ['recording_notice'],
  'sample-rate-in-words': ['apr', 'recording_notice'],
  'sample-forgotten-rate': ['recording_notice'],
  'sample-two-missing': ['recording_notice'],
  'sample-prohibited': ['recording_notice'],
  'sample-customer-prohibited': ['recording_notice'],
};

const parsed = parseRuleFile(readFileSync('rules/default.yaml', 'utf8'), {
  file: 'rules/default.yaml',
  readFile: (path) => readFileSync(path, 'utf8'),
});
if (!parsed.ok) throw new Error('the default rules cannot be read');
const pack = compilePack(parsed.pack);

test.for(sampleCalls)('$interactionId: $description', ({ interactionId, segments, endMs }) => {
  const heard = segments.map(({ speaker, startMs, endMs: heardAtMs, confidence = 1, ...segment }) => ({
    ...segment,
    speaker: Speaker.parse(speaker),
    heardAtUs: toUs(heardAtMs),
    startUs: toUs(startMs),
    confidence,
  }));
  const recording = { segments: heard, endedAtUs: endMs === undefined ? undefined : toUs(endMs) };
  const { cues, judgement } = replay(pack, recording, { cueMaxAgeUs: 120_000_000, idleTimeoutUs: 900_000_000 });
  expect(cues.map(({ cue }) => cue.items)).toEqual(deserved[interactionId]);
  const verdicts = Object.entries(judgement.disclosures).filter(([, { kind }]) => ['satisfied', 'late'].includes(kind));
  expect(verdicts.map(([id]) => id).toSorted()).toEqual(made[interactionId]);
  // So that a cue is seen although the demo plays ten times faster and cues take up to 2 s.
  for (const { atUs } of cues) expect((endMs ?? 0) - toMs(atUs)).toBeGreaterThan(20_000);
});
