import type { Verdict } from '@cueline/rules';
import { expect, test } from 'vitest';
import { callEvents } from './call-events.js';
import type { CallView } from './call-view.js';
import { oneRulePack } from './one-rule-pack.fixture.js';

const pack = oneRulePack('Notice');
const cue = { id: 'notice', atMs: 30_000 };
const pending: Verdict = { kind: 'pending' };
const due: Verdict = { kind: 'due', dueAtMs: 30_000 };
const view = (phase: CallView['phase'], verdict: Verdict, cues: CallView['cues'] = []): CallView => ({
  interactionId: 'call-1',
  phase,
  startedAtMs: 1_000,
  elapsedMs: 65_000,
  known: { disclosures: { notice: verdict }, prohibited: [] },
  cues,
});

test('a disclosure that becomes owed and its cue are shown, each once', () => {
  const lines = callEvents(view('live', pending), view('live', due, [cue]), pack);
  expect(lines).toEqual([" 1:05  call-1: 'Notice' is owed", " 1:05  call-1: the agent is cued: 'Notice'"]);
  expect(callEvents(view('live', due, [cue]), view('live', due, [cue]), pack)).toEqual([]);
});

test('the beginning of a call is shown', () => {
  expect(callEvents(undefined, view('live', pending), pack)).toEqual([' 1:05  call-1: begins']);
});
