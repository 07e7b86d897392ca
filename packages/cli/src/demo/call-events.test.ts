import type { StoredVerdict } from '@cueline/shared';
import { expect, test } from 'vitest';
import { callEvents } from './call-events.js';
import type { CallView } from './call-view.js';
import { oneRulePack } from './one-rule-pack.fixture.js';

const pack = oneRulePack('Notice');
const cue = { id: 'notice', atMs: 30_000 };
const pending: StoredVerdict = { kind: 'pending' };
const due: StoredVerdict = { kind: 'due', dueAtMs: 30_000 };
const view = (phase: CallView['phase'], verdict: StoredVerdict, cues: CallView['cues'] = []): CallView => ({
  interactionId: 'call-1',
  phase,
  startedAtMs: 1_000,
  elapsedMs: 65_000,
  known: { disclosures: { notice: verdict }, prohibited: [] },
  cues,
});

test('a disclosure that becomes owed and its cue are told once each, with when that was and not when it was noticed', () => {
  const events = callEvents(view('live', pending), view('live', due, [cue]), pack, 10);
  expect(events).toEqual([
    { atMs: 30_000, text: "call-1: 'Notice' is owed" },
    { atMs: 4_000, text: "call-1: the agent is cued: 'Notice'" }, // 30 s of the call after it began
  ]);
  expect(callEvents(view('live', due, [cue]), view('live', due, [cue]), pack, 10)).toEqual([]);
  const withdrawn = [{ ...cue, withdrawnAtMs: 40_000 }];
  expect(callEvents(view('live', due, [cue]), view('live', due, withdrawn), pack, 10)).toEqual([
    { atMs: 5_000, text: "call-1: the cue is withdrawn: 'Notice'" },
  ]);
  expect(callEvents(view('live', due, withdrawn), view('live', due, withdrawn), pack, 10)).toEqual([]);
});

test('the beginning and the end of a call are told, and what was never said with its end', () => {
  expect(callEvents(undefined, view('live', pending), pack, 10)).toEqual([{ atMs: 1_000, text: 'call-1: begins' }]);
  expect(callEvents(view('live', due), view('ended', { kind: 'missed' }), pack, 10)).toEqual([
    { atMs: 7_500, text: "call-1: 'Notice' was never said" },
    { atMs: 7_500, text: 'call-1: has ended' },
  ]);
});
