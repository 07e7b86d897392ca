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

test('a disclosure that becomes owed and its cue are shown, each once', () => {
  const lines = callEvents(view('live', pending), view('live', due, [cue]), pack, 65_000);
  expect(lines).toEqual([" 1:05  call-1: 'Notice' is owed", " 1:05  call-1: the agent is cued: 'Notice'"]);
  expect(callEvents(view('live', due, [cue]), view('live', due, [cue]), pack, 65_000)).toEqual([]);
});

test('the beginning of a call is shown', () => {
  expect(callEvents(undefined, view('live', pending), pack, 65_000)).toEqual([' 1:05  call-1: begins']);
});
