import { expect, test } from 'vitest';
import { inspectionText } from './inspection-text.js';

test('an outcome is shown with its day, how it ended, why each rule was met or not, and what the agent saw', () => {
  const text = inspectionText({
    interactionId: '4711',
    partition: 3,
    atMs: 0,
    live: undefined,
    outcomes: [
      {
        interactionId: '4711',
        reasons: [
          { id: 'notice', title: 'Call recording notice', text: 'not said. Cued 0:30.' },
          { id: 'rate', title: undefined, text: 'not said.' },
        ],
        revision: 1,
        final: true,
        outcome: {
          interactionId: '4711',
          firstHeardAtMs: 0,
          lastHeardAtMs: 60_000,
          endedAtMs: 61_000,
          endedBy: 'frame',
          nearMisses: [],
          pack: 'digest',
          attributes: {},
          disclosures: {},
          prohibited: [],
          events: [{ atMs: 30_000, what: 'posted', items: ['notice'], detail: '201', by: 'publisher-1' }],
          desktop: {
            cues: [
              { key: 'k', kind: 'missing', items: ['notice'], postedAtMs: 30_000, open: true },
              { key: 'l', kind: 'missing', items: ['rate'], postedAtMs: 40_000, open: true, shadow: true },
            ],
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
    'outcome 1: ended 1970-01-01 00:01:01 by its end frame, rule pack digest',
    '  notice "Call recording notice": not said. Cued 0:30.',
    '  rate: not said.',
    '  cued 00:00:30: missing notice',
    '  would have been cued 00:00:40 (shadow): missing rate',
    '  not shown: missing rate; CXone answered 404 (no route) at 00:00:03, 2 times',
    '  not shown: prohibited no_risk; CXone answered 422 at 00:00:04',
    '  00:00:30 posted: notice, 201 (publisher-1)',
  ]);
});
