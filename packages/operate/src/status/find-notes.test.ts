import { expect, test } from 'vitest';
import { findNotes } from './find-notes.js';
import type { Status } from './status.js';

const status = (redisUpMs: number | undefined, upMs: number): Status => ({
  atMs: 0,
  redisRefusal: undefined,
  interruption: undefined,
  redisUpMs,
  processes: [
    {
      id: 'm',
      seenAgoMs: 0,
      beat: { v: 1, kind: 'matcher', version: '1', host: 'h', pid: 7, upMs, objections: [], warnings: [] },
    },
  ],
  elsewhere: [],
  partitions: [],
  gaps: [],
  queue: {},
  oldestJobMs: 0,
  isPausedInBullmq: false,
  hold: undefined,
});

test('a Redis that was started again while processes ran is mentioned for an hour', () => {
  const lost = 'what it had not saved by then is lost, and calls of that time may end undecided';
  expect(findNotes(status(240_000, 900_000))).toEqual([`Redis was started again 4 min ago: ${lost}`]);
  expect(findNotes(status(3_700_000, 9_000_000))).toEqual([]);
  expect(findNotes(status(240_000, 245_000))).toEqual([]); // started with it
  expect(findNotes(status(undefined, 900_000))).toEqual([]);
});
