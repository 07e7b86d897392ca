import { InteractionId } from '@cueline/shared';
import { expect, test } from 'vitest';
import { createEntryNames } from './entry-names.js';

const X = InteractionId.parse('x');
const END = Buffer.from('{"type":"interactionEnded","interactionId":"x"}');
const greeting = { interactionId: X, segmentId: '1', speaker: 'agent', text: 'good morning', confidence: 1 } as const;

/** An ingest that has just been started. */
function startNames() {
  const clock = { nowMs: 1_767_323_040_000 };
  return { clock, names: createEntryNames({ onForgotten: () => undefined, now: () => clock.nowMs }) };
}

test('a segment sent again with any start is a repetition, also after the end frame', () => {
  const { clock, names } = startNames();
  const said = names.digestSegment({ ...greeting, startMs: clock.nowMs });
  expect(names.digestSegment({ ...greeting, startMs: clock.nowMs + 100 })).toBe(said);
  clock.nowMs += 20_000;
  names.digestEnd(X, END);
  expect(names.digestSegment({ ...greeting, startMs: clock.nowMs - 20_000 })).toBe(said);
  expect(names.digestSegment(greeting)).toBe(said);
});

test('the same segment, begun after the end frame, belongs to the next interaction, for each ingest alike', () => {
  const [one, other] = [startNames(), startNames()];
  const said = one.names.digestSegment({ ...greeting, startMs: one.clock.nowMs });
  for (const { names } of [one, other]) names.digestEnd(X, END);
  const again = { ...greeting, startMs: one.clock.nowMs + 12_000 };
  expect(one.names.digestSegment(again)).not.toBe(said);
  expect(one.names.digestSegment(again)).toBe(other.names.digestSegment(again));
  expect(one.names.digestSegment({ ...again, interactionId: InteractionId.parse('y') })).toBe(
    startNames().names.digestSegment({ ...again, interactionId: InteractionId.parse('y') }),
  );
});

test('every ingest gives an end frame the same name, and the next end frame another, also after a restart', () => {
  const [one, other] = [startNames(), startNames()];
  const first = one.names.digestEnd(X, END);
  expect(other.names.digestEnd(X, END)).toBe(first);
  expect(one.names.digestEnd(X, END)).not.toBe(first);
  const restarted = startNames();
  restarted.clock.nowMs += 90_000;
  expect(restarted.names.digestEnd(X, END)).not.toBe(first);
});
