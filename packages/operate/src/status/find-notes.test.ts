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
const EMPTY = {
  backlog: 0,
  oldestMs: 0,
  watermarkLagMs: 0,
  live: 0,
  outbox: 0,
  deadLetters: 0,
  lastDead: undefined,
  replicas: [],
  gaps: [],
  hangs: [],
};
const nothing = { processes: [], gaps: [], atMs: 0, redisUpMs: undefined, partitions: [], retries: undefined };
const notesOf = (processes: Status['processes'], redisUpMs?: number) => findNotes({ ...nothing, processes, redisUpMs });

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

test('frames that could not be read are mentioned for a day, with the reason of the latest', () => {
  const notes = (...bad: [frames: number, agoMs: number, reason: string][]) =>
    findNotes({
      ...nothing,
      partitions: bad.map(([badFrames, agoMs, reason], partition) => ({
        ...EMPTY,
        partition,
        badFrames,
        lastBadFrame: { agoMs, reason },
      })),
    });
  expect(notes([2, 180_000, 'invalid_json'], [1, 14_000, 'missing_text'])).toEqual([
    "3 frames could not be read, the latest 14 s ago (missing_text): 'cueline bad-frames' shows what came",
  ]);
  expect(notes([7, 86_500_000, 'invalid_json'])).toEqual([]);
});

test('looks that failed are mentioned with when the next is taken again, and why it failed', () => {
  const reason = 'the cue API answered 500';
  expect(findNotes({ ...nothing, retries: { jobs: 3, nextInMs: 4100, reason } })).toEqual([
    '3 looks failed and are taken again, the next in 5 s: the cue API answered 500',
  ]);
});
