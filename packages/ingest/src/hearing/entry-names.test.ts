import { InteractionId } from '@cueline/shared';
import { expect, test } from 'vitest';
import { createEntryNames } from './entry-names.js';

const X = InteractionId.parse('x');
const Y = InteractionId.parse('y');
const BEGAN_MS = 1_767_323_040_000;
const SECOND_US = 1_000_000;
const greeting = { interactionId: X, segmentId: '1', speaker: 'agent', text: 'good morning', confidence: 1 } as const;
const goodbye = { ...greeting, segmentId: '2', text: 'bye now' } as const;

/** An ingest that has just been started. */
const startNames = () => createEntryNames(() => undefined);

test('a segment sent again with any start is a repetition, also after the end frame', () => {
  const names = startNames();
  const said = names.digestSegment({ ...greeting, startMs: BEGAN_MS });
  expect(names.digestSegment({ ...greeting, startMs: BEGAN_MS + 100 })).toBe(said);
  names.digestEnd(X, 20 * SECOND_US);
  expect(names.digestSegment({ ...greeting, startMs: BEGAN_MS + 100 })).toBe(said);
  expect(names.digestSegment(greeting)).toBe(said);
});

test('the same segment, begun after the end frame, belongs to the next interaction, for each ingest alike', () => {
  const [one, other] = [startNames(), startNames()];
  const said = startNames().digestSegment({ ...greeting, startMs: BEGAN_MS });
  for (const names of [one, other]) {
    expect(names.digestSegment({ ...greeting, startMs: BEGAN_MS })).toBe(said);
    names.digestEnd(X, 20 * SECOND_US);
  }
  const again = { ...greeting, startMs: BEGAN_MS + 12_000 };
  expect(one.digestSegment(again)).not.toBe(said);
  expect(one.digestSegment(again)).toBe(other.digestSegment(again));
  expect(one.digestSegment({ ...again, interactionId: Y })).toBe(
    startNames().digestSegment({ ...again, interactionId: Y }),
  );
});

test('a clock of one speaker that is ahead makes no repetition of what another says in the next interaction', () => {
  const names = startNames();
  const said = names.digestSegment({ ...greeting, startMs: BEGAN_MS });
  names.digestSegment({ ...goodbye, speaker: 'customer', startMs: BEGAN_MS + 60_000 });
  names.digestEnd(X, 5 * SECOND_US);
  expect(names.digestSegment({ ...greeting, startMs: BEGAN_MS + 8000 })).not.toBe(said);
});

test('an end frame is one for each ingest that has heard the call, however late it hears it, and however often it comes', () => {
  const [one, late] = [startNames(), startNames()];
  for (const names of [one, late]) for (const said of [greeting, goodbye]) names.digestSegment(said);
  const end = one.digestEnd(X, 20 * SECOND_US);
  expect(one.digestEnd(X, 22 * SECOND_US)).toBe(end);
  expect(late.digestEnd(X, 90 * SECOND_US)).toBe(end);
});

test('the end of the next interaction is another, also if the same was said in it or nothing was heard of it', () => {
  const names = startNames();
  names.digestSegment(greeting);
  const ends = [names.digestEnd(X, 10 * SECOND_US)];
  names.digestSegment(greeting);
  ends.push(names.digestEnd(X, 12 * SECOND_US), names.digestEnd(X, 40 * SECOND_US));
  expect(new Set(ends).size).toBe(3);
});

test('the end of the next interaction is another for an ingest that was restarted meanwhile, whatever it has heard of it', () => {
  const before = startNames();
  before.digestSegment({ ...greeting, startMs: BEGAN_MS });
  const end = before.digestEnd(X, 10 * SECOND_US);
  for (const said of [goodbye, { ...greeting, startMs: BEGAN_MS + 15_000 }]) {
    const restarted = startNames();
    restarted.digestSegment(said);
    expect(restarted.digestEnd(X, SECOND_US)).not.toBe(end);
  }
  const deaf = startNames();
  const ofDeaf = deaf.digestEnd(X, SECOND_US);
  expect(ofDeaf).not.toBe(end);
  expect(startNames().digestEnd(X, SECOND_US)).not.toBe(ofDeaf);
});
