import type { Tail } from '@cueline/rules';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTail, parseTail } from './tail-field.js';

const timeMs = fc.integer({ min: 1, max: 2e15 }).map((us) => us / 1000);
const segment = fc.record({
  segmentId: fc.string({ minLength: 1, unit: 'binary' }),
  speaker: fc.constantFrom('agent' as const, 'customer' as const, 'other' as const),
  text: fc.string({ unit: 'grapheme' }),
  atMs: timeMs,
  heardAtMs: timeMs,
  confidence: fc.double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true }).map(Math.abs),
});

test('recent speech is read as it was written', () => {
  fc.assert(
    fc.property(fc.array(segment), timeMs, (segments, finalMs) => {
      const tail: Tail = { segments, finalBefore: { agent: [finalMs, finalMs, 3] } };
      expect(parseTail(formatTail(tail))).toEqual(tail);
    }),
  );
});
