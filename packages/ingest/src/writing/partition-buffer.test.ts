import { InteractionId } from '@cueline/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPartitionBuffer, type Batch } from './partition-buffer.js';
import { createRedisClock } from './redis-clock.js';
import type { Span } from './span.js';

/** A buffer whose Redis clock is ours. */
function createBuffer(maxWrittenBytes = 1_000_000) {
  const clock = createRedisClock();
  clock.sample({ sentUs: 0, receivedUs: 0, redisUs: 0 });
  return createPartitionBuffer({ clock, maxWrittenBytes });
}
const interactionId = InteractionId.parse('call');
const heard = (heardUs: number) => ({ interactionId, heardUs, digest: `d${heardUs}`, segment: '{}' });
const timesOf = (batch: Batch | undefined) => batch?.entries.map(({ heardUs }) => heardUs);

test('waiting entries go out together, and the span reaches as far as was heard', () => {
  const buffer = createBuffer();
  const span = { sinceUs: 10, untilUs: 25 };
  buffer.open(span);
  buffer.add(heard(20));
  buffer.add(heard(25));
  const batch = buffer.nextBatch();
  expect(timesOf(batch)).toEqual([20, 25]);
  expect(batch?.span).toEqual({ number: 1, sinceUs: 10, untilUs: 25 });
});

test('entries heard while a batch is being written are not in its span', () => {
  const buffer = createBuffer();
  const span = { sinceUs: 10, untilUs: 20 };
  buffer.open(span);
  buffer.add(heard(20));
  buffer.nextBatch();
  span.untilUs = 30;
  buffer.acknowledge(40);
  expect(buffer.hasGrown()).toBe(true);
  buffer.nextBatch();
  buffer.acknowledge(41);
  expect(buffer.hasGrown()).toBe(false);
});

test('a batch has at most 2,048 entries, and its span ends before the next entry', () => {
  const buffer = createBuffer();
  buffer.open({ sinceUs: 1, untilUs: 2100 });
  for (let us = 1; us <= 2100; us += 1) buffer.add(heard(us));
  expect(buffer.nextBatch()).toMatchObject({ entries: { length: 2048 }, span: { sinceUs: 1, untilUs: 2048 } });
  buffer.acknowledge(2101);
  expect(buffer.nextBatch()).toMatchObject({ entries: { length: 52 }, span: { sinceUs: 1, untilUs: 2100 } });
});

test('a span that has ended is published to its end before the next begins', () => {
  const buffer = createBuffer();
  buffer.open({ sinceUs: 10, untilUs: 30 });
  buffer.add(heard(20));
  buffer.open({ sinceUs: 50, untilUs: 60 });
  buffer.add(heard(60));
  const first = buffer.nextBatch();
  expect(timesOf(first)).toEqual([20]);
  expect(first?.span).toEqual({ number: 1, sinceUs: 10, untilUs: 30 });
  buffer.acknowledge(70);
  expect(buffer.nextBatch()?.span).toEqual({ number: 2, sinceUs: 50, untilUs: 60 });
});

test('a span does not cover dropped entries', () => {
  const buffer = createBuffer();
  buffer.open({ sinceUs: 10, untilUs: 40 });
  for (const heardUs of [20, 30, 40]) buffer.add(heard(heardUs));
  expect(buffer.dropOldest(2).map(({ heardUs }) => heardUs)).toEqual([20, 30]);
  expect(buffer.nextBatch()?.span).toEqual({ number: 1, sinceUs: 10, untilUs: 19 });
  buffer.acknowledge(50);
  const rest = buffer.nextBatch();
  expect(timesOf(rest)).toEqual([40]);
  expect(rest?.span).toEqual({ number: 2, sinceUs: 31, untilUs: 40 });
});

test('consecutive drops leave one hole', () => {
  const buffer = createBuffer();
  buffer.open({ sinceUs: 10, untilUs: 40 });
  for (const heardUs of [20, 30, 40]) buffer.add(heard(heardUs));
  buffer.dropOldest(1);
  buffer.dropOldest(1);
  buffer.nextBatch();
  buffer.acknowledge(50);
  expect(buffer.nextBatch()?.span).toMatchObject({ sinceUs: 31 });
});

test('if everything heard was dropped, there is nothing to publish', () => {
  const buffer = createBuffer();
  buffer.open({ sinceUs: 10, untilUs: 20 });
  buffer.add(heard(20));
  buffer.dropOldest(1);
  expect(buffer.nextBatch()?.span).toMatchObject({ sinceUs: 10, untilUs: 19 });
  buffer.acknowledge(30);
  expect(buffer.hasGrown()).toBe(false);
  expect(buffer.nextBatch()).toBeUndefined();
  buffer.open({ sinceUs: 50, untilUs: 60 });
  expect(buffer.nextBatch()?.span).toMatchObject({ sinceUs: 50, untilUs: 60 });
});

test('a batch that is being written is not dropped', () => {
  const buffer = createBuffer();
  buffer.open({ sinceUs: 10, untilUs: 20 });
  buffer.add(heard(20));
  buffer.nextBatch();
  expect(buffer.oldestUs()).toBeUndefined();
  expect(buffer.dropOldest(1)).toEqual([]);
});

test('entries that Redis lost are written again, with the times they had', () => {
  const buffer = createBuffer();
  buffer.open({ sinceUs: 10, untilUs: 20 });
  buffer.add(heard(20));
  const first = buffer.nextBatch();
  buffer.acknowledge(25);
  expect(buffer.calls()).toBe(1);
  buffer.restore(0);
  expect(buffer.calls()).toBe(0);
  expect(buffer.nextBatch()).toEqual(first);
});

test('written entries are remembered for 30 s', () => {
  const buffer = createBuffer();
  const span = { sinceUs: 10, untilUs: 20 };
  buffer.open(span);
  buffer.add(heard(20));
  buffer.nextBatch();
  buffer.acknowledge(25);
  span.untilUs = 40_000_000;
  buffer.add(heard(40_000_000));
  buffer.nextBatch();
  buffer.acknowledge(30_000_025);
  expect(buffer.restore(0)).toEqual([heard(40_000_000)].map((entry) => expect.objectContaining(entry)));
});

test('no span covers entries that were lost and are no longer remembered', () => {
  const buffer = createBuffer(0); // remembers nothing
  const span = { sinceUs: 10, untilUs: 20 };
  buffer.open(span);
  buffer.add(heard(20));
  buffer.nextBatch();
  buffer.acknowledge(25);
  buffer.restore(0);
  span.untilUs = 30;
  expect(buffer.nextBatch()?.span).toEqual({ number: 2, sinceUs: 21, untilUs: 30 });
});

type Step = 'hear' | 'ping' | 'reopen' | 'send' | 'answer' | 'drop' | 'lose';

/** What Redis holds after some steps, next to what was heard. */
function play(steps: readonly Step[]) {
  const buffer = createBuffer(2_000);
  let span: Span = { sinceUs: 1, untilUs: 1 };
  let nowUs = 1;
  let underWay: Batch | undefined;
  const all: number[] = [];
  const unheard: { fromUs: number; toUs: number }[] = [];
  /** What is in Redis after each call. */
  let history: { entries: ReadonlySet<number>; spans: ReadonlyMap<number, Batch['span']> }[] = [
    { entries: new Set(), spans: new Map() },
  ];
  buffer.open(span);
  for (const step of steps) {
    nowUs += 1_000_000;
    if (step === 'hear') {
      buffer.add(heard(nowUs));
      all.push(nowUs);
    }
    if (step === 'hear' || step === 'ping') span.untilUs = nowUs;
    if (step === 'reopen') {
      unheard.push({ fromUs: span.untilUs + 1, toUs: nowUs - 1 });
      span = { sinceUs: nowUs, untilUs: nowUs };
      buffer.open(span);
    }
    if (step === 'drop') buffer.dropOldest(2);
    if (step === 'send') underWay = buffer.nextBatch();
    if (step === 'lose') history = history.slice(0, Math.max(1, history.length - 2));
    if (step === 'answer' && underWay !== undefined) {
      const known = history.length - 1;
      const last = history[known];
      if (last === undefined) throw new Error('never');
      if (known === buffer.calls()) {
        const entries = new Set([...last.entries, ...underWay.entries.map(({ heardUs }) => heardUs)]);
        history.push({ entries, spans: new Map([...last.spans, [underWay.span.number, underWay.span]]) });
        buffer.acknowledge(nowUs);
      } else buffer.restore(known);
      underWay = undefined;
    }
  }
  return { all, unheard, redis: history.at(-1) };
}

test('no published span ever covers what Redis does not hold, or what nobody heard', () => {
  const step = fc.constantFrom<Step>(
    'hear',
    'hear',
    'ping',
    'reopen',
    'send',
    'send',
    'answer',
    'answer',
    'drop',
    'lose',
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { all, unheard, redis } = play(steps);
      for (const { sinceUs, untilUs } of redis?.spans.values() ?? []) {
        const covered = all.filter((heardUs) => heardUs >= sinceUs && heardUs <= untilUs);
        expect(covered.filter((heardUs) => redis?.entries.has(heardUs) !== true)).toEqual([]);
        for (const { fromUs, toUs } of unheard) expect(untilUs < fromUs || sinceUs > toUs).toBe(true);
      }
    }),
    { numRuns: 5_000, examples: [[['hear', 'drop', 'send', 'reopen', 'answer', 'send', 'answer']]] },
  );
});
