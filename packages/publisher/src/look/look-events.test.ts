import { EMPTY_DESKTOP } from '@cueline/rules';
import { expect, test } from 'vitest';
import { lookEvents, requestEvents } from './look-events.js';
import type { Note } from '../outlet/note.js';

const nowUs = 5_000_000;
const cue = { key: 'k', kind: 'missing' as const, items: ['notice'], postedAtUs: 1, open: true };
const noted = { jobId: 'j', notedAtMs: 1 };
const note: Note = {
  ...noted,
  kind: 'missing',
  items: ['notice'],
  key: 'k',
  body: { type: 'compliance', title: 't', description: 'd', priority: 'high', status: 'open' },
};

test('what became of a request is told with its status, and what was dropped before it', () => {
  const before = { ...EMPTY_DESKTOP, stale: ['promise'] };
  const desktop = { ...before, stale: ['promise', 'threat'], heldBack: ['fee'] };
  const events = requestEvents({ outcome: 'dead_letter', desktop }, { note, before, nowUs, status: 422 });
  expect(events).toEqual([
    { atMs: 5000, what: 'stale', items: ['threat'], detail: '' },
    { atMs: 5000, what: 'held back', items: ['fee'], detail: '' },
    { atMs: 5000, what: 'refused', items: ['notice'], detail: '422, not tried again' },
  ]);
});

test('a cue that is withdrawn is named by what it was about', () => {
  const resolve: Note = { ...noted, kind: 'resolve', key: 'k-resolved', cueKey: 'k', cueId: 'c' };
  const before = { ...EMPTY_DESKTOP, cues: [cue] };
  const context = { note: resolve, before, nowUs, status: 200 };
  expect(requestEvents({ outcome: 'resolved', desktop: before }, context)).toEqual([
    { atMs: 5000, what: 'withdrawn', items: ['notice'], detail: '200' },
  ]);
});

test('a look that made no request says what was owed, and for how long it waits', () => {
  const look = { before: EMPTY_DESKTOP, after: EMPTY_DESKTOP, owed: ['notice'] };
  expect(lookEvents({ ...look, waitMs: undefined }, nowUs)).toMatchObject([{ what: 'looked', items: ['notice'] }]);
  expect(lookEvents({ ...look, waitMs: 250 }, nowUs)).toMatchObject([{ what: 'looked', detail: 'waits for 0.3 s' }]);
});
