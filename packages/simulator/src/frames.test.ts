import { expect, test } from 'vitest';
import { timedFrames } from './frames.js';

const segment = { segmentId: 's1', speaker: 'agent', startMs: 1000, endMs: 3000, text: 'hello there', confidence: 0.9 };
const call = { interactionId: 'call', segments: [segment] };
const options = { speed: 10, endFrames: true, endDelayMs: 500, bareFrames: false };

test('a segment is sent when its speech ends, with its times scaled by the speed', () => {
  const [first, end] = timedFrames(call, options, 1_000_000, '-2');
  expect(first?.atMs).toBe(1_000_300);
  expect(JSON.parse(first?.frame.data ?? '')).toEqual({
    type: 'transcription',
    isFinal: true,
    interactionId: 'call-2',
    segmentId: 's1-2',
    speaker: 'agent',
    text: 'hello there',
    confidence: 0.9,
    startTime: 1_000_100,
    endTime: 1_000_300,
  });
  expect(end?.atMs).toBe(1_000_350);
  expect(JSON.parse(end?.frame.data ?? '')).toEqual({ type: 'interactionEnded', interactionId: 'call-2' });
});

test('an explicit end comes at its own time, and no end frame when none is wanted', () => {
  expect([...timedFrames({ ...call, endMs: 60_000 }, options, 0, '')].at(-1)?.atMs).toBe(6000);
  expect([...timedFrames(call, { ...options, endFrames: false }, 0, '')]).toHaveLength(1);
});

test('a bare frame has neither segment id nor times', () => {
  const [first] = timedFrames(call, { ...options, bareFrames: true }, 0, '');
  expect(first?.frame.data).not.toMatch(/segmentId|startTime|endTime/);
});
