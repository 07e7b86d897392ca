import { expect, test } from 'vitest';
import { compare } from './compare.js';
import { summarise, summaryText } from './summary.js';

const onPanel = new Set(['notice']);
const right = compare(
  'call-1',
  { cues: [{ id: 'notice', atMs: 30_000, untilMs: 60_000 }], verdicts: { notice: 'missed' } },
  { cues: [{ id: 'notice', atMs: 30_400 }], verdicts: { notice: 'missed' }, onPanel },
);
const wrong = compare(
  'call-2',
  { cues: [], verdicts: {} },
  { cues: [{ id: 'notice', atMs: 1 }], verdicts: {}, onPanel },
);
const pack = { disclosures: [], prohibited: [] };

test('the summary adds up what the calls were owed and cued', () => {
  expect(summarise([right, wrong])).toEqual({
    calls: 2,
    owed: 1,
    cued: 2,
    withdrawn: 0,
    missing: 0,
    false: 1,
    twice: 0,
    misjudged: 0,
    notOnPanel: 0,
    brief: 0,
    latestMs: 400,
    right: false,
  });
});

test('the summary says why something owed for a moment had no cue', () => {
  const brief = compare(
    'a',
    { cues: [{ id: 'oath', atMs: 59_000, untilMs: 60_000 }], verdicts: {} },
    { cues: [], verdicts: {}, onPanel },
  );
  expect(summaryText([brief], pack)).toContain(
    '1 of those owed had no cue because it was said, or the call ended, within 2 s',
  );
});

test('the summary says for each cued call whether it deserved its cues', () => {
  expect(summaryText([right, wrong], pack)).toContain(
    'call-1  cued: notice (as expected)\ncall-2  cued: notice (false: notice)',
  );
});

test('the summary counts the calls whose panels showed each cue', () => {
  const unseen = compare(
    'call-3',
    { cues: [{ id: 'notice', atMs: 30_000, untilMs: 60_000 }], verdicts: {} },
    { cues: [{ id: 'notice', atMs: 30_400 }], verdicts: {}, onPanel: new Set() },
  );
  expect(summaryText([right, unseen], pack)).toMatch(/call-3 {2}cued: notice \(not on the panel: notice\)/);
  expect(summaryText([right, unseen], pack)).toContain("on the agents' panels: each cue in 1 of 2 calls");
});
