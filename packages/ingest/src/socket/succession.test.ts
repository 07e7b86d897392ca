import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Span } from '../writing/span.js';
import { type Connection, createSuccession } from './succession.js';

function start() {
  const spans: Span[] = [];
  const left: number[] = [];
  let takenOver = 0;
  const sockets = createSuccession({ onSpan: (span) => spans.push(span), onTakenOver: () => (takenOver += 1) });
  const create = (number: number): Connection => {
    const connection = { number, leave: () => void left.push(number), untilUs: -Infinity };
    sockets.begin(connection);
    return connection;
  };
  return { sockets, spans, left, create, takenOver: () => takenOver };
}

test('the next socket takes over once all has been heard on the one before up to when it brings all calls', () => {
  const { sockets, spans, left, create } = start();
  const one = create(1);
  sockets.opened(one, 100);
  sockets.heard(one, 200);
  const other = create(2);
  sockets.opened(other, 300);
  sockets.covers(other, 400);
  sockets.heard(other, 500);
  expect(sockets.isMain(one)).toBe(true);
  expect(spans).toEqual([{ sinceUs: 100, untilUs: 200 }]);
  sockets.heard(one, 399);
  expect(sockets.isMain(one)).toBe(true);
  sockets.heard(one, 400);
  expect(left).toEqual([1]);
  sockets.heard(other, 450);
  expect(sockets.isOverlap()).toBe(true);
  expect(sockets.ended(one, 600, true)).toBe(true);
  expect(sockets.isOverlap()).toBe(false);
  sockets.heard(other, 700);
  expect(spans).toEqual([{ sinceUs: 100, untilUs: 700 }]);
});

test('a close in order proves that all was heard; a break begins another span, from when the next brings all calls', () => {
  for (const isInOrder of [true, false]) {
    const { sockets, spans, create } = start();
    const one = create(1);
    sockets.opened(one, 100);
    const other = create(2);
    sockets.opened(other, 200);
    sockets.covers(other, 300);
    expect(sockets.ended(one, 400, isInOrder)).toBe(isInOrder);
    sockets.heard(other, 500);
    expect(spans).toEqual(
      isInOrder
        ? [{ sinceUs: 100, untilUs: 500 }]
        : [
            { sinceUs: 100, untilUs: 100 },
            { sinceUs: 300, untilUs: 500 },
          ],
    );
  }
});

test('no span covers a moment that no socket covers, and only a break begins another', () => {
  const kinds = ['begin', 'begin', 'open', 'open', 'cover', 'cover', 'hear', 'hear', 'end', 'break'] as const;
  const event = fc.record({ kind: fc.constantFrom(...kinds), which: fc.nat(3), afterUs: fc.nat(9), agoUs: fc.nat(20) });
  let overlaps = 0;
  fc.assert(
    fc.property(fc.array(event, { minLength: 60, maxLength: 120 }), (events) => {
      const { sockets, spans, create, takenOver } = start();
      const all: Connection[] = [];
      const live = new Set<Connection>();
      let breaks = 0;
      let nowUs = 1000;
      for (const { kind, which, afterUs, agoUs } of events) {
        nowUs += afterUs;
        const opened = [...live].filter(({ openedUs }) => openedUs !== undefined);
        const opening = [...live].find(({ openedUs }) => openedUs === undefined);
        const one = opened.at(which % Math.max(1, opened.length));
        if (kind === 'begin' && sockets.isHeard() === opened.length > 0 && opening === undefined && opened.length < 2) {
          const begun = create(all.length);
          all.push(begun);
          live.add(begun);
        } else if (kind === 'open' && opening !== undefined) sockets.opened(opening, nowUs);
        else if (kind === 'cover' && one !== undefined) sockets.covers(one, nowUs);
        else if (kind === 'hear' && one !== undefined)
          sockets.heard(one, Math.max(one.untilUs, one.openedUs ?? 0, nowUs - agoUs));
        else if ((kind === 'end' || kind === 'break') && one !== undefined) {
          const isLast = sockets.isMain(one);
          if (!sockets.ended(one, nowUs, kind === 'end') && isLast) breaks += 1;
          if (kind === 'end') one.untilUs = Math.max(one.untilUs, nowUs);
          live.delete(one);
        }
      }
      const isCovered = (atUs: number) =>
        all.some(
          ({ coversUs, untilUs }) => coversUs !== undefined && coversUs <= atUs && atUs <= Math.max(coversUs, untilUs),
        );
      for (const { sinceUs, untilUs } of spans)
        for (let atUs = sinceUs; atUs <= untilUs; atUs += 1) expect(isCovered(atUs)).toBe(true);
      expect(spans.length).toBeLessThanOrEqual(1 + breaks);
      expect(spans.every(({ sinceUs }, i) => sinceUs >= (spans[i - 1]?.untilUs ?? 0))).toBe(true);
      overlaps += takenOver();
    }),
    { numRuns: 500 },
  );
  expect(overlaps).toBeGreaterThan(20);
});
