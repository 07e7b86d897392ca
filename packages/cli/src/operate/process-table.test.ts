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
const tableOf = (changed: Partial<Heartbeat>, { seenAgoMs = 1_000, isWhole = false } = {}) => {
  const processes = [{ id: 'a', seenAgoMs, beat: { ...beat, ...changed } }];
  const status = { processes, redisRefusal: undefined, hold: undefined, isPausedInBullmq: false };
  return processTable(status, { isWhole }).split('\n')[1] ?? '';
};
const publisher = { kind: 'publisher', mode: 'live' } as const;

test('a process is shown with how busy it is, its memory and what it heard, in a line of a terminal', () => {
  expect(tableOf({})).toMatch(/^ingest +vm-1 +7 +3 h +12 % +98 +yes +heard 12 calls in 5 min$/);
  expect(tableOf({ pid: 12_345, host: 'vm-1234567890' }).length).toBeLessThanOrEqual(80);
});

test('a frame that is long ago and a token that is good for minutes only are mentioned', () => {
  expect(tableOf({ lastFrameAgoMs: 50_000 })).toMatch(/in 5 min, last frame 51 s ago$/);
  expect(tableOf({ tokenExpiresInMs: 181_000 })).toMatch(/in 5 min, token for 3 min$/);
});

test('what a process does not know is left out, and of one that is gone nothing is said to be so now', () => {
  const { busy: _, memoryBytes: __, lastFrameAgoMs: ___, tokenExpiresInMs: ____, ...old } = beat;
  const processes = [{ id: 'a', seenAgoMs: 0, beat: old }];
  const line = processTable({ processes, redisRefusal: undefined, hold: undefined, isPausedInBullmq: false });
  expect(line).toMatch(/ingest +vm-1 +7 +3 h +yes +heard 12 calls in 5 min$/m);
  expect(tableOf({}, { seenAgoMs: 60_000 })).toMatch(/^ingest +vm-1 +7 +gone +last seen 60 s ago/);
});

test('a publisher that is not ready posts nothing', () => {
  const { heard: _, ...silent } = beat;
  expect(tableOf({ ...silent, ...publisher })).toMatch(/yes {2,}posts cues$/);
  expect(tableOf({ ...publisher, objections: [{ check: 'token', reason: 'no token' }] })).toMatch(
    /no {2,}posts nothing yet$/,
  );
});

test('what was seen while Redis was read has no negative age', () => {
  expect(tableOf({ upMs: 0 }, { seenAgoMs: -900 })).toMatch(/ 0 s /);
});

test('without a terminal a name of a host is shown whole', () => {
  const host = 'cueline-publisher-7d9f8b6c5d-x2x4q';
  expect(tableOf({ host }, { isWhole: true })).toContain(host);
  expect(tableOf({ host })).toContain('…');
});
