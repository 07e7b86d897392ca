import { expect, test } from 'vitest';
import { statusTable } from './status-table.js';

test('what was written while Redis was read has no negative age', () => {
  const at = { partition: 0, backlog: 1, oldestMs: -40, watermarkLagMs: -240, live: 0, outbox: 0, deadLetters: 0 };
  const partitions = [
    { ...at, replicas: [], gaps: [], hangs: [], lastDead: undefined, badFrames: 0, lastBadFrame: undefined },
  ];
  const text = statusTable({ partitions, queue: {}, oldestJobMs: 0 });
  expect(text.split('\n')[1]).toMatch(/^ *0 +1 +0\.0 s +0\.0 s /);
});

test('jobs are counted as people call their states', () => {
  const queue = { active: 1, wait: 2, prioritized: 3, delayed: 4 };
  const text = statusTable({ partitions: [], queue, oldestJobMs: 1240 });
  expect(text.split('\n').at(-1)).toBe('cue queue: 1 in hand, 5 waiting, 4 put off; the oldest for 1.2 s');
  expect(statusTable({ partitions: [], queue: { active: 0 }, oldestJobMs: 0 })).toContain('cue queue: empty');
});

test('the queue of notices is shown if anybody is told', () => {
  const notices = { jobs: { active: 0, wait: 0, delayed: 2 }, oldestMs: 0, isPaused: false };
  const text = statusTable({ partitions: [], queue: {}, oldestJobMs: 0, notices });
  expect(text.split('\n').slice(-2)).toEqual(['cue queue: empty', 'notice queue: 2 put off']);
});
