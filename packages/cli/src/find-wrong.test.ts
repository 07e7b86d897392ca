import { expect, test } from 'vitest';
import { findWrong } from './find-wrong.js';
import type { PartitionStatus, Status } from './status.js';

const atRest: PartitionStatus = {
  partition: 0,
  backlog: 0,
  oldestMs: 0,
  watermarkLagMs: 900,
  live: 3,
  outbox: 0,
  deadLetters: 0,
  replicas: [{ id: 'a', seenAgoMs: 400, listeningSinceMs: 1 }],
};
const status = (partition: Partial<PartitionStatus>, rest: Partial<Status> = {}): Status => ({
  atMs: 0,
  partitions: [{ ...atRest, ...partition }],
  queue: {},
  oldestJobMs: 300,
  isPausedInBullmq: false,
  hold: undefined,
  ...rest,
});

const forbidden = {
  reason: 'forbidden',
  why: 'CXone answered 403',
  untilMs: Date.UTC(2026, 0, 2, 2, 33, 25),
  forMs: 41_200,
} as const;

test('a pipeline at rest has nothing wrong', () => {
  expect(findWrong(status({}))).toEqual([]);
});

test('an ingest that was not seen for long does not listen', () => {
  expect(findWrong(status({ replicas: [{ id: 'a', seenAgoMs: 60_000, listeningSinceMs: 1 }] }))).toEqual([
    'no ingest is listening',
  ]);
});

test('a backlog that grows old says that matchers are missing, once', () => {
  expect(findWrong(status({ backlog: 9, oldestMs: 30_000, watermarkLagMs: 30_000 }))).toEqual([
    'segments wait for 30 s: too few matchers run, or none',
  ]);
});

test('a watermark that stands still without a backlog says so', () => {
  expect(findWrong(status({ watermarkLagMs: 60_000 }))).toEqual(['deadlines are 60 s behind: no matcher runs']);
});

test('a watermark that is ahead of the clock says that this was set back', () => {
  expect(findWrong(status({ watermarkLagMs: -120_000 }))).toEqual([
    'the clock of Redis was set back by 120 s: cues are wrong until it has caught up',
  ]);
  expect(findWrong(status({ watermarkLagMs: -500 }))).toEqual([]);
});

test('a held queue and dead letters are told', () => {
  const held = status({ deadLetters: 1 }, { hold: forbidden });
  expect(findWrong(held)).toEqual([
    'no cue is posted (forbidden): CXone answered 403; next try 02:33:25 UTC',
    '1 dead letter: cueline dead-letters list tells why',
  ]);
});

test('a job that is not done for long says that no publisher can do it', () => {
  expect(findWrong(status({}, { oldestJobMs: 39_500 }))).toEqual([
    'cues wait for 40 s: no publisher runs, CXone refuses it (see its log), or they are more than CUE_RATE_MAX',
  ]);
});

test('nor is it told besides the hold that makes it wait', () => {
  const held = status({}, { oldestJobMs: 39_500, hold: forbidden });
  expect(findWrong(held)).toHaveLength(1);
});

test('a queue that another program has paused is said, with the command that resumes it', () => {
  expect(findWrong(status({}, { oldestJobMs: 39_500, isPausedInBullmq: true }))).toEqual([
    expect.stringMatching(/paused in BullMQ.*cueline resume/),
  ]);
});
