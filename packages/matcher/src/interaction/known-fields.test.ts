import fc from 'fast-check';
import { emptyState, type TailSegment } from '@cueline/rules';
import { FORMAT, isPieceField, pieceField } from '@cueline/shared';
import { expect, test } from 'vitest';
import { changeFields, parseNumbered, type KnownFields } from './known-fields.js';

const said = Array.from({ length: 9 }, (_, i): TailSegment => {
  const atUs = 1000 * i;
  return { segmentId: `segment ${i}`, speaker: 'agent', text: `words ${i}`, atUs, heardAtUs: atUs, confidence: 1 };
});

test('whatever joins recent speech and leaves it, the hash has a piece for each segment, and each is written once', () => {
  fc.assert(
    fc.property(fc.array(fc.subarray(said), { minLength: 1, maxLength: 8 }), (tails) => {
      const pieces: Record<string, string> = {};
      let before: KnownFields | undefined;
      for (const segments of tails) {
        const had = new Set(before?.known.tail.segments);
        const known = { state: emptyState(0), tail: { segments, finalBefore: {} } };
        const { set, dropped, now } = changeFields(before, { format: FORMAT, pack: 'p', looks: '', known });
        const fields = new Map<string, string>();
        for (let at = 0; at < set.length; at += 2) fields.set(String(set[at]), String(set[at + 1]));
        const written = [...fields].filter(([field]) => isPieceField(field));
        expect(written).toHaveLength(segments.filter((segment) => !had.has(segment)).length);
        for (const [field, piece] of written) pieces[field] = piece;
        for (const field of dropped) delete pieces[field];
        const stored = parseNumbered({ state: '[0,0,{},[],null,null]', heard: fields.get('heard'), pieces });
        expect(stored.known.tail.segments).toEqual(segments);
        expect(Object.keys(pieces).toSorted()).toEqual(stored.numbers.map(pieceField).toSorted());
        before = now;
      }
    }),
  );
});
