import { expect, test } from 'vitest';
import type { Line, Shown } from '../contract/panel.js';
import { type LiveEvent, type LiveState, nextLive, startLive } from './live-state.js';

const call = (...lines: Pick<Line, 'rule' | 'kind'>[]): Shown => ({
  kind: 'call',
  id: '4711',
  firstHeardAtMs: 0,
  lines: lines.map((line) => ({ title: line.rule, ...line })),
});
const after = (events: readonly LiveEvent[]): LiveState => events.reduce(nextLive, startLive(0));
const beat = (atMs: number, trouble?: 'redis' | 'unheard'): LiveEvent => ({
  kind: 'beat',
  atMs,
  beat: { atMs: 1000 + atMs, ...(trouble && { trouble }) },
});
const shown = (atMs: number, what: Shown): LiveEvent => ({ kind: 'shown', atMs, shown: what });
const time = (atMs: number): LiveEvent => ({ kind: 'time', atMs });
const rules = ({ lines }: LiveState) => lines.map(({ rule }) => rule);

const OPEN = call({ rule: 'notice', kind: 'due' }, { rule: 'rate', kind: 'pending' });
const STRUCK = call({ rule: 'rate', kind: 'pending' }, { rule: 'notice', kind: 'late' });

test('a line is struck where it stands, and goes behind what is owed three seconds later', () => {
  const events = [beat(0), shown(10, OPEN), shown(20, STRUCK)];
  expect(rules(after(events))).toEqual(['notice', 'rate']);
  expect(rules(after([...events, time(3019)]))).toEqual(['notice', 'rate']);
  expect(rules(after([...events, time(3020)]))).toEqual(['rate', 'notice']);
});

test('what was said before the page was opened is not held', () => {
  expect(rules(after([shown(10, STRUCK)]))).toEqual(['rate', 'notice']);
});

test('silence for more than ten seconds is lost touch, and so is any trouble that Cueline names', () => {
  const events = [beat(0), shown(10, OPEN)];
  expect(after([...events, time(10_010)])).toMatchObject({ touch: 'good', nowMs: 11_010 });
  expect(after([...events, time(10_011)]).touch).toBe('lost');
  expect(after([...events, time(20_000), beat(20_001)]).touch).toBe('good');
  expect(after([...events, beat(20, 'unheard')]).touch).toBe('unheard');
});

test('while Cueline looks for a call that was shown, it stays, and is old', () => {
  const events = [beat(0), shown(10, OPEN), shown(20, { kind: 'looking' }), beat(21)];
  expect(after(events)).toMatchObject({ touch: 'lost', shown: OPEN });
  expect(after([...events, shown(30, STRUCK)])).toMatchObject({ touch: 'good', shown: STRUCK });
  expect(after([beat(0), shown(10, { kind: 'looking' })])).toMatchObject({ shown: { kind: 'looking' } });
});
