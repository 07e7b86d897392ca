import { expect, test } from 'vitest';
import { parseOutcomeEntry } from './outcomes.js';

const written = JSON.stringify({
  firstHeardAtMs: 500,
  endedAtMs: 2000,
  pack: 'digest',
  disclosures: { notice: { kind: 'missed', dueAtMs: 1000 } },
  prohibited: [],
  desktop: { cues: [], stale: [], heldBack: [] },
});
const entry = (outcome: string) => ['interactionId', '4711', 'revision', '1', 'final', '1', 'outcome', outcome];

test('an outcome is read as it was written', () => {
  expect(parseOutcomeEntry(entry(written))).toMatchObject({
    interactionId: '4711',
    revision: 1,
    final: true,
    outcome: { endedAtMs: 2000, disclosures: { notice: { kind: 'missed' } } },
  });
});

test('an outcome is read with its evidence', () => {
  const evidence = [{ words: 'this call is recorded', segmentId: 's-1', confidence: 0.9 }];
  const disclosures = { notice: { kind: 'satisfied', saidAtMs: 1000, evidence } };
  const prohibited = [{ id: 'no_risk', match: { words: 'no risk', heardAtMs: 1500, segmentId: 's-2' } }];
  const outcome = JSON.stringify({ ...JSON.parse(written), disclosures, prohibited });
  expect(parseOutcomeEntry(entry(outcome))).toMatchObject({ outcome: { disclosures, prohibited } });
});

test.each(['{"endedAtMs":', '', '{}', 'null'])('a damaged outcome is skipped: %j', (damaged) => {
  expect(parseOutcomeEntry(entry(damaged))).toBeUndefined();
});
