import {
  createFrameFormat,
  createLog,
  createMetrics,
  parseFrame,
  type ReadinessChecks,
  readSettings,
  transcriptionSettings,
} from '@cueline/shared';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createHearing } from './hearing.js';
import { createIngestMetrics } from '../metrics.js';

const format = createFrameFormat(readSettings(z.object(transcriptionSettings), {}));
const REFUSAL = { type: 'error', message: 'queue 7 is not licensed' };
const SPEECH = { type: 'transcription', isFinal: true, interactionId: 'c', speaker: 'agent', text: 'hello' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Hears frames by a clock that stands still but for `pass`; counts how often another socket is asked for. */
function setUp() {
  let nowUs = 1_000_000;
  const checks: ReadinessChecks = new Map();
  const onRefused = vi.fn<() => void>();
  const hearing = createHearing({
    format,
    checks,
    now: () => nowUs,
    metrics: createIngestMetrics(createMetrics('test')),
    log: createLog({ name: 'test', level: 'silent' }),
    onRefused,
  });
  return {
    hearing,
    onRefused,
    isReady: () => checks.get('speech')?.() === undefined,
    hear: (frame: object): void => {
      const data = Buffer.from(JSON.stringify(frame));
      hearing.hear(parseFrame(data, false, format), data, nowUs);
    },
    open: () => hearing.opened(nowUs),
    pass: (seconds: number): void => {
      for (let second = 0; second < seconds; second += 1) {
        nowUs += 1_000_000;
        vi.advanceTimersByTime(1_000);
      }
    },
  };
}

test('an error on a socket that stays open and silent asks for another socket, which shows whether it is over', () => {
  const { hear, open, pass, isReady, onRefused } = setUp();
  open();
  hear(REFUSAL);
  pass(14);
  expect([isReady(), onRefused.mock.calls.length]).toEqual([false, 0]);
  pass(17);
  expect(onRefused).toHaveBeenCalledTimes(1);
  open();
  pass(12);
  expect(isReady()).toBe(true);
  pass(1_000);
  expect(onRefused).toHaveBeenCalledTimes(1);
});

test('a platform that goes on refusing is asked less and less often', () => {
  const { hear, open, pass, isReady, onRefused } = setUp();
  onRefused.mockImplementation(() => {
    open();
    hear(REFUSAL);
  });
  open();
  hear(REFUSAL);
  pass(3_600);
  expect(isReady()).toBe(false);
  expect(onRefused.mock.calls.length).toBeGreaterThan(5);
  expect(onRefused.mock.calls.length).toBeLessThan(20);
});

test('speech after an error, or a socket that was opened for another reason, makes another socket needless', () => {
  const { hear, open, pass, isReady, onRefused } = setUp();
  open();
  hear(REFUSAL);
  pass(1);
  hear(SPEECH);
  pass(120);
  hear(REFUSAL);
  pass(5);
  open();
  pass(120);
  expect([isReady(), onRefused.mock.calls.length]).toEqual([true, 0]);
});
