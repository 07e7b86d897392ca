import { createFrameFormat, parseFrame, readSettings, transcriptionSettings, type HeardStats } from '@cueline/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { findDeafness } from './find-deafness.js';
import { createFrameStats } from './frame-stats.js';

const format = createFrameFormat(readSettings(z.object(transcriptionSettings), {}));

const MINUTE_US = 60_000_000;
const speech = { type: 'transcription', isFinal: true, interactionId: 'c', speaker: 'agent', text: 'hello' };

/** What is known at the end of these frames, heard a moment apart. */
function hear(frames: readonly object[], { laterUs = 0 } = {}): HeardStats {
  const stats = createFrameStats(0);
  frames.forEach((frame, i) => stats.count(parseFrame(Buffer.from(JSON.stringify(frame)), false, format), i * 1_000));
  return stats.read(frames.length * 1_000 + laterUs);
}
const checksOf = (stats: HeardStats) =>
  Object.entries(findDeafness(stats, format)).flatMap(([check, objection]) => (objection === undefined ? [] : [check]));
const times = <T>(count: number, frame: (i: number) => T) => Array.from({ length: count }, (_, i) => frame(i));

test('speech of agents and customers raises no alarm, however many calls there are', () => {
  const call = fc.array(fc.constantFrom('agent', 'customer'), { maxLength: 20 }).map((roles) => ['agent', ...roles]);
  fc.assert(
    fc.property(fc.array(call, { minLength: 1, maxLength: 20 }), (calls) => {
      const frames = calls.flatMap((roles, i) =>
        roles.map((speaker) => ({ ...speech, interactionId: `c${i}`, speaker })),
      );
      expect(checksOf(hear(frames))).toEqual([]);
    }),
  );
});

test('a quiet line raises no alarm, whatever keeps it alive', () => {
  const idle = fc.constantFrom(
    { type: 'heartbeat' },
    { type: 'subscribed', scope: 'global' },
    { type: 'agentState', state: 'On Break' },
    { type: 'interactionEnded', interactionId: 'c' },
  );
  fc.assert(
    fc.property(fc.array(idle, { maxLength: 300 }), (frames) => {
      expect(checksOf(hear(frames))).toEqual([]);
    }),
  );
});

test('a few bad frames among much speech raise no alarm, many do', () => {
  const bad = { ...speech, interactionId: undefined };
  expect(checksOf(hear([...times(100, () => speech), ...times(4, () => bad)]))).toEqual([]);
  expect(checksOf(hear([...times(100, () => speech), ...times(20, () => bad)]))).toEqual(['frames']);
});

test('the example of who is who names both sides, and keeps what is set', () => {
  const said = (i: number) => ({ ...speech, interactionId: `c${i % 3}`, speaker: String(i % 2) });
  expect(findDeafness(hear(times(12, said)), format)['speakers']).toMatchObject({
    remedy: expect.stringContaining('for example {"0":"agent","1":"customer"}.'),
  });
  const set = { ...format, named: { Bo: 'other' } as const };
  expect(findDeafness(hear(times(12, said)), set)['speakers']).toMatchObject({
    remedy: expect.stringContaining('"Bo":"other"'),
  });
});

test('calls without an agent raise an alarm if speakers are unknown, or if there are several', () => {
  const said = (speaker: string) => (i: number) => ({ ...speech, interactionId: `c${i}`, speaker });
  expect(checksOf(hear(times(8, said('spk_0'))))).toEqual(['speakers']);
  expect(checksOf(hear(times(8, said('customer'))))).toEqual(['speakers']);
  const oneCall = times(8, () => ({ ...speech, speaker: 'customer' }));
  expect(checksOf(hear(oneCall))).toEqual([]);
});

test('a supervisor with an unknown name, beside agents, raises no alarm', () => {
  const frames = times(20, (i) => ({ ...speech, interactionId: `c${i}` }));
  expect(
    checksOf(hear([...frames, ...times(8, (i) => ({ ...speech, interactionId: `c${i}`, speaker: 'SUP' }))])),
  ).toEqual([]);
});

test('marked hypotheses raise no alarm before the first final', () => {
  expect(checksOf(hear(times(50, () => ({ ...speech, isFinal: false }))))).toEqual([]);
  expect(checksOf(hear(times(50, () => ({ ...speech, isFinal: undefined }))))).toEqual(['speech']);
});

test('hypotheses of several calls raise an alarm if none becomes final for seconds', () => {
  const guess = (calls: number) => (i: number) => ({ ...speech, isFinal: false, interactionId: `c${i % calls}` });
  expect(checksOf(hear(times(40, guess(4)), { laterUs: 10_000_000 }))).toEqual(['speech']);
  expect(checksOf(hear(times(40, guess(4)), { laterUs: 5_000_000 }))).toEqual([]);
  expect(checksOf(hear(times(40, guess(2)), { laterUs: 10_000_000 }))).toEqual([]);
  expect(checksOf(hear([...times(40, guess(4)), speech], { laterUs: 10_000_000 }))).toEqual([]);
});

test('finals without words raise an alarm if several calls bring nothing else', () => {
  const empty = (calls: number) => (i: number) => ({ ...speech, text: ' ', interactionId: `c${i % calls}` });
  expect(checksOf(hear(times(30, empty(6))))).toEqual(['speech']);
  expect(checksOf(hear(times(300, empty(2))))).toEqual([]);
  expect(checksOf(hear([...times(30, empty(6)), speech]))).toEqual([]);
});

test('calls in which only customers speak raise an alarm if they are many, beside calls with agents', () => {
  const call = (id: string, roles: readonly string[]) =>
    roles.map((speaker) => ({ ...speech, interactionId: id, speaker }));
  const calls = (whole: number, halves: number, said = 3) => [
    ...times(whole, (i) => call(`w${i}`, ['agent', 'customer', 'customer'])).flat(),
    ...times(halves, (i) => call(`h${i}`, Array<string>(said).fill('customer'))).flat(),
  ];
  expect(checksOf(hear(calls(10, 5)))).toEqual(['speakers']);
  expect(checksOf(hear(calls(11, 5)))).toEqual([]);
  expect(checksOf(hear(calls(4, 4)))).toEqual([]);
  expect(checksOf(hear(calls(10, 10, 2)))).toEqual([]);
});

test('frames heard more than five minutes ago no longer count', () => {
  const bad = times(20, () => ({ ...speech, speaker: null }));
  expect(checksOf(hear(bad, { laterUs: 3 * MINUTE_US }))).toEqual(['frames']);
  expect(checksOf(hear(bad, { laterUs: 7 * MINUTE_US }))).toEqual([]);
});

test('only a few names from outside are kept, and no long ones', () => {
  const frames = times(1_000, (i) => ({ ...speech, speaker: `${i} ${'x'.repeat(500)}` }));
  const { unknownSpeakers } = hear(frames);
  expect(unknownSpeakers.length).toBe(20);
  expect(Math.max(...unknownSpeakers.map(([name]) => name.length))).toBeLessThan(50);
});

test('one-sided calls are counted once they have several segments', () => {
  const sides = (i: number) =>
    i < 30 ? { ...speech, interactionId: `c${i % 3}` } : { ...speech, speaker: 'customer' };
  const stats = hear([...times(30, sides), { ...speech, interactionId: 'c0', speaker: 'customer' }]);
  expect(stats).toMatchObject({ calls: 3, callsWithoutAgent: 0, oneSidedCalls: 2 });
});
