import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InteractionId } from '../frames/segment.js';
import { createTracing, isSampled } from './tracing.js';

const ids = fc.string({ minLength: 1 }).map((text) => InteractionId.parse(text));
const share = fc.double({ min: 0, max: 1, noNaN: true });

test('a call that is traced at one share is traced at every larger one, at 1 each is, and at 0 none', () => {
  fc.assert(
    fc.property(ids, share, share, (id, a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      expect(!isSampled(less)(id) || isSampled(more)(id)).toBe(true);
      expect([isSampled(0)(id), isSampled(1)(id)]).toEqual([false, true]);
    }),
  );
});

test('a tenth of calls with consecutive ids is about a tenth', () => {
  const calls = Array.from({ length: 10_000 }, (_, i) => InteractionId.parse(`call-${i}`));
  const traced = calls.filter(isSampled(0.1)).length;
  expect(traced).toBeGreaterThan(800);
  expect(traced).toBeLessThan(1200);
});

test('without an endpoint nothing is traced', async () => {
  const settings = { OTEL_TRACES_SAMPLER_ARG: 1, LOG_INTERACTIONS: 'plain' } as const;
  expect(await createTracing('ingest', settings)).toBeUndefined();
});
