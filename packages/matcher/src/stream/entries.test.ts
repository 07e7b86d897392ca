import { FORMAT, Segment } from '@cueline/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEntry } from './entries.js';

const segment = { interactionId: 'x', segmentId: 's', speaker: 'agent', text: 'hello', confidence: 0.9 };
/** A value of any field that a frame may have, right or wrong. */
const value = fc.oneof(
  fc.constantFrom('', 'x', 'agent', 'robot', 0, 1, 0.5, -1, 2, 8.64e15, 9e15, null, true),
  fc.dictionary(fc.constantFrom('a', 'b'), fc.oneof(fc.constant('c'), fc.constant(1)), { maxKeys: 2 }),
);
const field = fc.constantFrom(...Object.keys(Segment.shape), 'other');

test('an entry is read as its schema says, whatever is in it', () => {
  fc.assert(
    fc.property(fc.dictionary(field, value, { maxKeys: 2 }), (changed) => {
      const content = { ...segment, ...changed };
      const read = parseEntry(['1-0', ['heardAt', '1000.5', 'segment', JSON.stringify(content), 'v', `${FORMAT}`]]);
      const wanted = Segment.safeParse(content);
      expect(read.ok).toBe(wanted.success);
      if (!read.ok || !wanted.success) return;
      const { interactionId, startMs, endMs, ...rest } = wanted.data;
      const startUs = startMs === undefined ? undefined : Math.round(startMs * 1000);
      expect(read.entry).toEqual({
        entryId: '1-0',
        interactionId,
        heardAtUs: 1_000_500,
        segment: { ...rest, heardAtUs: 1_000_500, startUs },
      });
      expect(endMs ?? 0).toBeLessThanOrEqual(8.64e15);
    }),
  );
});

test('an entry in another order, or traced, is read too, and one without a time is not', () => {
  const json = JSON.stringify(segment);
  const read = (...fields: string[]) => parseEntry(['1-0', fields]);
  expect(read('segment', json, 'heardAt', '1000', 'v', '1')).toMatchObject({ ok: true });
  expect(read('heardAt', '1000', 'segment', json, 'v', '1', 'traceparent', 't')).toMatchObject({
    ok: true,
    entry: { traceparent: 't' },
  });
  expect(read('heardAt', 'soon', 'segment', json, 'v', '1')).toMatchObject({ ok: false });
  expect(read('heardAt', '1000', 'segment', '{', 'v', '1')).toMatchObject({ ok: false });
});
