import { expect, test } from 'vitest';
import { byUrgency, type LiveCall } from '@cueline/operate';
import { liveCallsText } from './live-calls-text.js';

const call = (interactionId: string, items: LiveCall['items'], rest: Partial<LiveCall> = {}): LiveCall => ({
  interactionId,
  firstHeardAtMs: 0,
  lastHeardAtMs: 1,
  attributes: {},
  items,
  said: [],
  ...rest,
});
const notice = { id: 'notice', title: 'Call recording notice' };
const due = call('due', [{ ...notice, kind: 'due', atMs: 30_000, cuedAtMs: 30_200 }]);
const pending = call('pending', [{ ...notice, kind: 'pending', atMs: 50_000 }]);
const shadowed = call('shadowed', [{ ...notice, kind: 'due', atMs: 20_000, cuedAtMs: 20_200, isShadow: true }]);
const said = call('said', [{ id: 'no_risk', title: 'No risk', kind: 'said', atMs: 9_000 }]);
const quiet = call('quiet', [], { said: ['notice'] });

test('the call that has owed something for longest comes first, then the one due next', () => {
  const sorted = [quiet, said, pending, due, shadowed].toSorted(byUrgency);
  expect(sorted.map(({ interactionId }) => interactionId)).toEqual(['shadowed', 'due', 'pending', 'said', 'quiet']);
});

test('each owed disclosure has a line, with when it was due and when the agent was cued', () => {
  const text = liveCallsText([shadowed, pending, quiet], { atMs: 65_000, columns: 100, more: 3 });
  expect(text.split('\n')).toEqual([
    'call      age   said  owes                   when       cued',
    'shadowed  1:05  0     Call recording notice  OWED 0:20  0:20 (shadow)',
    'pending   1:05  0     Call recording notice  by 0:50',
    'quiet     1:05  1     owes nothing',
    '… and 3 more calls',
  ]);
});

test('without a terminal nothing is cut', () => {
  const long = call('i'.repeat(80), [{ id: 'a', title: 't'.repeat(200), kind: 'due', atMs: 1 }], {
    agent: 'a'.repeat(40),
  });
  const text = liveCallsText([long], { atMs: 1, columns: undefined, more: 0 });
  for (const whole of ['i'.repeat(80), 't'.repeat(200), 'a'.repeat(40)]) expect(text).toContain(whole);
});

test.each([80, 100])('at %d columns no line is longer, whatever ids and titles are', (columns) => {
  const long = call('i'.repeat(80), [{ id: 'a', title: 't'.repeat(200), kind: 'due', atMs: 1, cuedAtMs: 2 }]);
  const lines = liveCallsText([long], { atMs: 1, columns, more: 0 }).split('\n');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
  expect(lines[1]).toContain('OWED 0:00');
});
