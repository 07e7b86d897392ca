import { expect, test } from 'vitest';
import { findNotes } from './find-notes.js';
import type { Status } from './status.js';

const process = (id: string, formats?: [number, number]): Status['processes'][number] => ({
  id,
  seenAgoMs: 0,
  beat: {
    v: 1,
    kind: 'matcher',
    version: '1',
    host: 'h',
    pid: 7,
    upMs: 60_000,
    objections: [],
    warnings: [],
    ...(formats && { formats }),
  },
});
const notesOf = (processes: Status['processes']) => findNotes({ processes, gaps: [], atMs: 0 });

test('while two releases run side by side, it is said which format is in force and how many hold it back', () => {
  expect(notesOf([process('a', [1, 2]), process('b', [1, 1]), process('c')])).toEqual([
    'format 1 stays in force until 2 of 3 processes are updated: they do not read 2',
  ]);
  expect(notesOf([process('a', [1, 2]), process('b', [1, 2])])).toEqual([]);
  expect(notesOf([process('a', [1, 1]), process('b')])).toEqual([]);
  expect(notesOf([])).toEqual([]);
});
