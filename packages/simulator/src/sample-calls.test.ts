import { expect, test } from 'vitest';
import { sampleCalls } from './sample-calls.js';

test('every sample has an id of its own and says what it shows', () => {
  expect(new Set(sampleCalls.map(({ interactionId }) => interactionId)).size).toBe(sampleCalls.length);
  for (const { interactionId, description } of sampleCalls) {
    expect(interactionId).toMatch(/^sample-/);
    expect(description).toMatch(/./);
  }
});

test.for(sampleCalls)(
  '$interactionId is 40 to 90 s long, and nobody overlaps with themselves or talks past the end',
  (call) => {
    expect(call.endMs).toBeGreaterThanOrEqual(40_000);
    expect(call.endMs).toBeLessThanOrEqual(90_000);
    for (const speaker of ['agent', 'customer']) {
      const own = call.segments.filter((segment) => segment.speaker === speaker);
      for (const [index, { startMs, endMs }] of own.entries()) {
        expect(startMs).toBeGreaterThanOrEqual(own[index - 1]?.endMs ?? 0);
        expect(endMs).toBeLessThan(call.endMs ?? 0);
      }
    }
  },
);
