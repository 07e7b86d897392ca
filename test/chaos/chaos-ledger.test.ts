import type { CueRequest } from '@cueline/shared';
import type { JournalEntry } from '@cueline/simulator';
import { expect, test } from 'vitest';
import type { ChaosCall } from './chaos-calls.js';
import { drawLedger, type Ledger, type LedgerContext } from './chaos-ledger.js';
import type { JudgedOutcome } from './judge-verdicts.js';

const BEGAN_MS = 1_000_000;
const DUE_MS = 10_000;
const TITLE = 'Recording notice';
/** Around the second cue of a call that is cued twice. */
const FAIL_OVER = [{ fromMs: BEGAN_MS + DUE_MS + 1000, toMs: BEGAN_MS + DUE_MS + 5000 }];

/** What a ledger holds where nothing went wrong. */
const CLEAN: Partial<Ledger> = {
  unheard: 0,
  lost: [],
  false: [],
  repeated: [],
  repeatedInFailOver: [],
  undecided: [],
  mistimedInFailOver: [],
  wrongVerdicts: [],
};

/** A call whose agent never gives the recording notice, so that it is owed and missed. */
function callOf(interactionId: string, changed: Partial<ChaosCall> = {}): ChaosCall {
  const segmentId = `${interactionId}-1`;
  return {
    call: { interactionId, segments: [{ segmentId, speaker: 'agent', text: 'hello', startMs: 0, endMs: 300 }] },
    startMs: 0,
    hangsUp: false,
    bare: false,
    verdicts: { notice: 'missed' },
    prohibited: [],
    owed: [{ title: TITLE, dueMs: DUE_MS, afterSegmentId: segmentId }],
    timings: {},
    mayCue: [],
    ...changed,
  };
}

/** A call whose agent gives the notice so long before it is due. */
function saidCall(interactionId: string, earlyMs: number): ChaosCall {
  const segmentIds = { afterSegmentId: `${interactionId}-1`, saidSegmentId: `${interactionId}-2` };
  return callOf(interactionId, {
    verdicts: { notice: earlyMs < 0 ? 'late' : 'satisfied' },
    owed: [],
    timings: { notice: { title: TITLE, dueMs: DUE_MS, ...segmentIds } },
  });
}

function segmentSent(segmentId: string, afterMs = 0, sockets = 2): JournalEntry {
  const interactionId = segmentId.replace(/-\d+$/, '');
  return { kind: 'frame', frame: 'segment', interactionId, segmentId, sockets, sequence: 1, atMs: BEGAN_MS + afterMs };
}

/** A cue that came so long after the call's beginning. */
function cue(interactionId: string, afterMs: number, { title = TITLE, accepted = true } = {}): JournalEntry {
  const body: CueRequest = {
    type: 'compliance',
    title: 'Missing Mandatory Compliance Disclosure',
    description: `Agent has not yet stated: ${title}. Please complete required disclosures before proceeding.`,
    priority: 'high',
    status: 'open',
  };
  return {
    kind: 'cue',
    interactionId,
    idempotencyKey: undefined,
    body,
    status: 200,
    accepted,
    answered: true,
    cueId: undefined,
    sequence: 1,
    atMs: BEGAN_MS + afterMs,
  };
}

const NOTICES = {
  missed: { kind: 'missed' },
  undecided: { kind: 'undecided' },
  satisfied: { kind: 'satisfied', saidAtMs: BEGAN_MS, evidence: [] },
  late: { kind: 'late', saidAtMs: BEGAN_MS, dueAtMs: BEGAN_MS, evidence: [] },
} satisfies Record<string, JudgedOutcome['disclosures'][string]>;

function outcome(
  interactionId: string,
  notice: keyof typeof NOTICES = 'missed',
  prohibited: readonly string[] = [],
): [string, JudgedOutcome] {
  const said = { key: '', heardAtMs: BEGAN_MS, segmentId: '', words: '', confidence: 1 };
  const match: JudgedOutcome['prohibited'][number]['match'] = { ...said, from: [0, 0, 0], to: [0, 0, 0] };
  return [
    interactionId,
    { disclosures: { notice: NOTICES[notice] }, prohibited: prohibited.map((id) => ({ id, match })) },
  ];
}

/** The ledger of calls that are heard, cued in time and judged as missed, where nothing else is said. */
function ledgerOf(given: Partial<LedgerContext>): Ledger {
  const calls = given.calls ?? [callOf('a'), callOf('b')];
  const ids = calls.map(({ call }) => call.interactionId);
  return drawLedger({
    calls,
    journal: ids.flatMap((id) => [segmentSent(`${id}-1`), cue(id, DUE_MS + 100)]),
    outcomes: new Map(ids.map((id) => outcome(id))),
    lossy: [],
    ...given,
  });
}

test('a run in which all calls are cued and judged as they deserve is clean', () => {
  expect(ledgerOf({})).toMatchObject({ ...CLEAN, calls: 2, owed: 2, cued: 2 });
});

test('the delays of cues are reported', () => {
  expect(ledgerOf({}).lateMs.max).toBeCloseTo(100, 0);
});

test('a cue that was owed and never came is lost', () => {
  const journal = [segmentSent('a-1'), segmentSent('b-1'), cue('a', DUE_MS)];
  expect(ledgerOf({ journal })).toMatchObject({ ...CLEAN, lost: [`b: ${TITLE}`] });
});

test('a cue that was not owed is false, unless it was allowed', () => {
  const notOwed = { verdicts: { notice: 'satisfied' }, owed: [] };
  const calls = [callOf('a', notOwed), callOf('b', { ...notOwed, mayCue: [TITLE] })];
  const outcomes = new Map(['a', 'b'].map((id) => outcome(id, 'satisfied')));
  expect(ledgerOf({ calls, outcomes })).toMatchObject({ ...CLEAN, false: [`a: ${TITLE}`] });
});

test('a cue that came twice is repeated', () => {
  const journal = [segmentSent('a-1'), cue('a', DUE_MS), cue('a', DUE_MS + 2000)];
  expect(ledgerOf({ calls: [callOf('a')], journal })).toMatchObject({ ...CLEAN, repeated: [`a: ${TITLE}`] });
});

test('a request that repeats a cue under the same key is not a cue', () => {
  const journal = [segmentSent('a-1'), cue('a', DUE_MS), cue('a', DUE_MS + 2000, { accepted: false })];
  expect(ledgerOf({ calls: [callOf('a')], journal })).toMatchObject({ ...CLEAN, cued: 1 });
});

test('a cue repeated in a fail-over is counted by itself, and excuses no other repetition', () => {
  const inFailOver = [segmentSent('a-1'), cue('a', DUE_MS), cue('a', DUE_MS + 2000)];
  const afterwards = [segmentSent('b-1'), cue('b', DUE_MS + 6000), cue('b', DUE_MS + 7000)];
  expect(ledgerOf({ journal: [...inFailOver, ...afterwards], lossy: FAIL_OVER })).toMatchObject({
    ...CLEAN,
    repeatedInFailOver: [`a: ${TITLE}`],
    repeated: [`b: ${TITLE}`],
  });
});

test('a cue repeated in a fail-over and once more after it is repeated', () => {
  const times = [DUE_MS, DUE_MS + 2000, DUE_MS + 6000, DUE_MS + 7000];
  const journal = [segmentSent('a-1'), ...times.map((afterMs) => cue('a', afterMs))];
  expect(ledgerOf({ calls: [callOf('a')], journal, lossy: FAIL_OVER })).toMatchObject({
    ...CLEAN,
    repeated: [`a: ${TITLE}`],
  });
});

test('a verdict that a call does not deserve is wrong, and so is a missing one', () => {
  const outcomes = new Map([outcome('a', 'satisfied')]);
  expect(ledgerOf({ outcomes })).toMatchObject({
    ...CLEAN,
    wrongVerdicts: ['a: notice is satisfied, not missed', 'b: no outcome'],
  });
});

test('a prohibited phrase that was not said, or was said and not heard, is wrong', () => {
  const calls = [callOf('a'), callOf('b', { prohibited: ['insult'] })];
  const outcomes = new Map([outcome('a', 'missed', ['promise']), outcome('b')]);
  expect(ledgerOf({ calls, outcomes })).toMatchObject({
    ...CLEAN,
    wrongVerdicts: ['a: prohibited promise', 'b: prohibited nothing'],
  });
});

test('a verdict may be undecided where nobody listened for a while in the call, else it is wrong', () => {
  const outcomes = new Map(['a', 'b'].map((id) => outcome(id, 'undecided')));
  const journal = [
    segmentSent('a-1'),
    segmentSent('of-another-1', 500, 0),
    segmentSent('b-1', 1000),
    cue('a', DUE_MS),
    cue('b', DUE_MS + 1000),
  ];
  expect(ledgerOf({ outcomes, journal })).toMatchObject({
    ...CLEAN,
    undecided: ['a: notice is undecided, not missed'],
    wrongVerdicts: ['b: notice is undecided, not missed'],
  });
});

test('late instead of in time is wrong, and counted by itself in a fail-over', () => {
  const calls = [saidCall('a', 6000)];
  const journal = [segmentSent('a-1'), segmentSent('a-2', DUE_MS - 6000)];
  const outcomes = new Map([outcome('a', 'late')]);
  const lines = ['a: notice is late, not satisfied'];
  expect(ledgerOf({ calls, journal, outcomes })).toMatchObject({ ...CLEAN, wrongVerdicts: lines });
  expect(ledgerOf({ calls, journal, outcomes, lossy: FAIL_OVER })).toMatchObject({
    ...CLEAN,
    mistimedInFailOver: lines,
  });
});

test('a disclosure said very near its deadline may be in time or late, cued or not', () => {
  const calls = [saidCall('a', 1000)];
  const journal = [segmentSent('a-1'), segmentSent('a-2', DUE_MS - 1000)];
  for (const kind of ['satisfied', 'late'] as const) {
    const outcomes = new Map([outcome('a', kind)]);
    expect(ledgerOf({ calls, journal, outcomes })).toMatchObject(CLEAN);
    expect(ledgerOf({ calls, journal: [...journal, cue('a', DUE_MS)], outcomes })).toMatchObject(CLEAN);
  }
});

test('a call that was heard only in part is not judged', () => {
  const journal = [segmentSent('a-1', 0, 0), segmentSent('b-1'), cue('a', DUE_MS), cue('a', DUE_MS), cue('b', DUE_MS)];
  expect(ledgerOf({ journal, outcomes: new Map([outcome('b')]) })).toMatchObject({
    ...CLEAN,
    calls: 1,
    unheard: 1,
    cued: 1,
  });
});
