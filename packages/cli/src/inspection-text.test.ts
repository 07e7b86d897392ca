import { expect, test } from 'vitest';
import { inspectionText } from './inspection-text.js';

test('an outcome is shown with its day and the words that it rests on', () => {
  const text = inspectionText({
    interactionId: '4711',
    partition: 3,
    atMs: 0,
    live: undefined,
    outcomes: [
      {
        interactionId: '4711',
        revision: 1,
        final: true,
        outcome: {
          endedAtMs: 61_000,
          pack: 'digest',
          disclosures: {
            notice: { kind: 'satisfied', saidAtMs: 1000, evidence: [{ words: 'this call is recorded' }] },
            terms: { kind: 'late', saidAtMs: 9000, dueAtMs: 5000, evidence: [{ words: 'a fee' }, { words: 'a rate' }] },
            rate: { kind: 'missed' },
          },
          prohibited: [{ id: 'no_risk', match: { words: 'no risk', heardAtMs: 2000 } }],
          desktop: {
            cues: [],
            stale: [],
            heldBack: [],
            refused: [
              {
                kind: 'missing',
                items: ['rate'],
                status: 404,
                body: 'no\nroute',
                atMs: 3000,
                times: 2,
                retryAtMs: 23_000,
              },
              { kind: 'prohibited', items: ['no_risk'], status: 422, body: '', atMs: 4000, times: 1 },
            ],
          },
        },
      },
    ],
  });
  expect(text.split('\n')).toEqual([
    '4711 (partition 3)',
    '',
    'outcome 1: ended 1970-01-01 00:01:01, rule pack digest',
    '  notice: satisfied 00:00:01: "this call is recorded"',
    '  terms: late 00:00:09, was due 00:00:05: "a fee", "a rate"',
    '  rate: missed',
    '  prohibited no_risk: "no risk" at 00:00:02',
    '  not shown: missing rate; CXone answered 404 (no route) at 00:00:03, 2 times',
    '  not shown: prohibited no_risk; CXone answered 422 at 00:00:04',
  ]);
});
