import { expect, test } from 'vitest';
import { type Outcome, parseOutcomeEntry } from './outcome.js';

const written: Outcome = {
  interactionId: '4711',
  endedBy: 'frame',
  firstHeardAtMs: 500,
  lastHeardAtMs: 1500,
  endedAtMs: 2000,
  pack: 'digest',
  attributes: {},
  disclosures: { notice: { kind: 'missed' } },
  prohibited: [],
  nearMisses: [],
  desktop: { cues: [], stale: [], heldBack: [] },
};
const entry = (outcome: string) => ['interactionId', '4711', 'revision', '1', 'final', '1', 'outcome', outcome];

test('an outcome is read as it was written', () => {
  expect(parseOutcomeEntry(entry(JSON.stringify(written)))).toEqual({
    interactionId: '4711',
    revision: 1,
    final: true,
    outcome: written,
  });
});

test('an outcome is read with its evidence', () => {
  const said = { from: [1, 2, 3], to: [1, 2, 6], heardAtMs: 1000, segmentId: 's-1', confidence: 0.9 };
  const notice = { kind: 'satisfied', saidAtMs: 1000, evidence: [{ ...said, key: 'notice#0', words: 'is recorded' }] };
  const prohibited = [{ id: 'no_risk', match: { ...said, key: 'prohibited:no_risk', words: 'no risk' } }];
  const outcome = JSON.stringify({ ...written, disclosures: { notice }, prohibited });
  expect(parseOutcomeEntry(entry(outcome))?.outcome).toMatchObject({ disclosures: { notice }, prohibited });
});

test.each(['{"endedAtMs":', '', '{}', 'null'])('a damaged outcome is skipped: %j', (damaged) => {
  expect(parseOutcomeEntry(entry(damaged))).toBeUndefined();
});
