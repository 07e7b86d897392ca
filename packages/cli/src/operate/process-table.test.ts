import type { Heartbeat } from '@cueline/shared';
import { expect, test } from 'vitest';
import { processTable } from './process-table.js';

const beat: Heartbeat = {
  v: 1,
  kind: 'ingest',
  version: '1.0.0',
  host: 'vm-1',
  pid: 7,
  upMs: 3_600_000 * 3,
  objections: [],
  warnings: [],
  busy: 0.123,
  memoryBytes: 98_400_000,
  lastFrameAgoMs: 3_000,
  tokenExpiresInMs: 1_801_000,
  heard: {
    windowMs: 300_000,
    frames: {},
    speakers: {},
    badReasons: [],
    unusableFields: [],
    fields: [],
    unknownSpeakers: [],
    unknownTypes: [],
    speechTypes: [],
    calls: 12,
    callsWithoutAgent: 0,
    oneSidedCalls: 0,
    agentlessCalls: 0,
    wordlessCalls: 0,
    interimCalls: 0,
    unmarkedInterims: 0,
    interimMinutes: 0,
  },
};
const tableOf = (changed: Partial<Heartbeat>, seenAgoMs = 1_000) =>
  processTable({
    processes: [{ id: 'a', seenAgoMs, beat: { ...beat, ...changed } }],
    redisRefusal: undefined,
    hold: undefined,
    isPausedInBullmq: false,
  }).split('\n')[1];

test('a process is shown with how busy it is, its memory, what it heard last and how long its token is good', () => {
  expect(tableOf({})).toMatch(
    /^ingest +vm-1 +7 +3 h +12 % +98 +yes +heard 12 calls in 5 min, a frame 4 s ago, token for 30 min/,
  );
});

test('what it does not know is left out, and of one that is gone nothing is said to be so now', () => {
  const { busy: _, memoryBytes: __, lastFrameAgoMs: ___, tokenExpiresInMs: ____, ...old } = beat;
  const line = processTable({
    processes: [{ id: 'a', seenAgoMs: 0, beat: old }],
    redisRefusal: undefined,
    hold: undefined,
    isPausedInBullmq: false,
  });
  expect(line).toMatch(/ingest +vm-1 +7 +3 h +yes +heard 12 calls in 5 min$/m);
  expect(tableOf({}, 60_000)).toMatch(/^ingest +vm-1 +7 +gone +last seen 60 s ago/);
});
