import { expect, test } from 'vitest';
import { parseOutcomeEntry } from './outcomes.js';

const written = JSON.stringify({
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

test.each(['{"endedAtMs":', '', '{}', 'null'])('an outcome that was damaged is passed over: %j', (damaged) => {
  expect(parseOutcomeEntry(entry(damaged))).toBeUndefined();
});
