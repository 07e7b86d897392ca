import { expect, test } from 'vitest';
import { findNotes } from './find-notes.js';
import type { Status } from './status.js';

const process = ({ id = 'm', upMs = 60_000, formats }: { id?: string; upMs?: number; formats?: [number, number] }) => ({
  id,
  seenAgoMs: 0,
  beat: {
    v: 1 as const,
    kind: 'matcher',
    version: '1',
    host: 'h',
    pid: 7,
    upMs,
    objections: [],
    warnings: [],
    ...(formats && { formats }),
  },
});
const notesOf = (processes: Status['processes'], redisUpMs?: number) =>
  findNotes({ processes, gaps: [], atMs: 0, redisUpMs });

test('a Redis that was started again while processes ran is mentioned for an hour', () => {
  const lost = 'what it had not saved by then is lost, and calls of that time may end undecided';
  const notes = (redisUpMs: number | undefined, upMs: number) => notesOf([process({ upMs })], redisUpMs);
  expect(notes(240_000, 900_000)).toEqual([`Redis was started again 4 min ago: ${lost}`]);
  expect(notes(3_700_000, 9_000_000)).toEqual([]);
  expect(notes(240_000, 245_000)).toEqual([]); // started with it
  expect(notes(undefined, 900_000)).toEqual([]);
});

test('while two releases run side by side, it is said which format is in force and how many hold it back', () => {
  const running = (...formats: ([number, number] | undefined)[]) =>
    notesOf(formats.map((known, i) => process({ id: `m${i}`, ...(known && { formats: known }) })));
  expect(running([1, 2], [1, 1], undefined)).toEqual([
    'format 1 stays in force until 2 of 3 processes are updated: they do not read 2',
  ]);
  expect(running([1, 2], [1, 2])).toEqual([]);
  expect(running([1, 1], undefined)).toEqual([]);
  expect(running()).toEqual([]);
});
