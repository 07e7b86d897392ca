import type { ProcessStatus, Status } from '@cueline/operate';
import { expect, test } from 'vitest';
import { processTable } from './process-table.js';
import { statusTable } from './status-table.js';

const publisher = (objections: ProcessStatus['beat']['objections'], seenAgoMs = 500): ProcessStatus => ({
  id: 'p',
  seenAgoMs,
  beat: { v: 1, kind: 'publisher', version: '1', host: 'h', pid: 7, upMs: 0, objections, warnings: [], mode: 'live' },
});
const rowOf = (one: ProcessStatus) => {
  const status = { processes: [one], redisRefusal: undefined, hold: undefined, isPausedInBullmq: false };
  return processTable(status).split('\n')[1];
};

test('a publisher that is not ready posts nothing', () => {
  expect(rowOf(publisher([]))).toMatch(/yes {2,}posts cues$/);
  expect(rowOf(publisher([{ check: 'token', reason: 'no token' }]))).toMatch(/no {2,}posts nothing yet$/);
});

test('what was written while Redis was read has no negative age', () => {
  expect(rowOf(publisher([], -900))).toMatch(/ 0 s /);
  const partition = {
    partition: 0,
    backlog: 1,
    oldestMs: -40,
    watermarkLagMs: -240,
    live: 0,
    outbox: 0,
    deadLetters: 0,
  };
  const status = { partitions: [{ ...partition, replicas: [], gaps: [], hangs: [], lastDead: undefined }] };
  const text = statusTable({ ...status, queue: {}, oldestJobMs: 0 } as unknown as Status);
  expect(text.split('\n')[1]).toMatch(/^ *0 +1 +0\.0 s +0\.0 s /);
});

test('without a terminal a name of a host is shown whole', () => {
  const host = 'cueline-publisher-7d9f8b6c5d-x2x4q';
  const long = { ...publisher([]), beat: { ...publisher([]).beat, host } };
  const status = { processes: [long], redisRefusal: undefined, hold: undefined, isPausedInBullmq: false };
  expect(processTable(status, { isWhole: true })).toContain(host);
  expect(processTable(status)).toContain('…');
});
