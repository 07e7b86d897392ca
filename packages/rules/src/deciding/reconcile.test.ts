import { describe, expect, test } from 'vitest';
import { EMPTY_DESKTOP, type Desktop } from './desktop.js';
import type { Match } from '../interaction/interaction.js';
import { judge } from './judge.js';
import { at, disclosure, heard, packOf, prohibited, said } from '../interaction/pack.fixture.js';
import { afterPost, afterResolve, nextReminderAtUs, reconcile } from './reconcile.js';

const pack = packOf({
  disclosures: [disclosure('a', { dueMs: 30_000 }), disclosure('b', { dueMs: 60_000 })],
  prohibited: [prohibited('p'), prohibited('q', { cue: { priority: 'low' } })],
});

function step(
  seconds: number,
  matches: ReturnType<typeof said>[],
  desktop: Desktop = EMPTY_DESKTOP,
  rules = pack,
  agent?: string,
) {
  const judgement = judge(rules, heard(matches), at(seconds));
  return reconcile({
    pack: rules,
    judgement,
    desktop,
    ended: false,
    nowUs: at(seconds),
    heardAtUs: at(seconds),
    cueMaxAgeUs: 120_000_000,
    resolve: true,
    agent,
  });
}
const posted = (desktop: Desktop, kind: 'missing' | 'prohibited', items: string[], seconds: number) =>
  afterPost(desktop, { kind, items }, { key: `${items.join()}@${seconds}`, cueId: 'c1', nowUs: at(seconds) });

test('one cue names all that is missing, by its titles', () => {
  const { action } = step(61, []);
  expect(action).toMatchObject({
    kind: 'post',
    cue: { kind: 'missing', items: ['a', 'b'], titles: ['Title of a', 'Title of b'], priority: 'high' },
  });
});

test('a later cue names only what no open cue names yet', () => {
  const desktop = posted(EMPTY_DESKTOP, 'missing', ['a'], 31);
  expect(step(45, [], desktop).action).toEqual({ kind: 'none' });
  expect(step(61, [], desktop).action).toMatchObject({ kind: 'post', cue: { items: ['b'] } });
});

test('nothing is cued once the end frame was heard', () => {
  const judgement = judge(pack, heard([]), at(61));
  const { action } = reconcile({
    pack,
    judgement,
    desktop: EMPTY_DESKTOP,
    ended: true,
    nowUs: at(61),
    heardAtUs: at(61),
    cueMaxAgeUs: 1,
    resolve: true,
  });
  expect(action).toEqual({ kind: 'none' });
});

describe('prohibited phrases', () => {
  test('prohibited phrases get a cue of their own each, once, critical ones first', () => {
    const matches = [said('prohibited:q', 1), said('prohibited:p', 2), said('prohibited:p', 3)];
    const first = step(31, matches);
    expect(first.action).toMatchObject({ kind: 'post', cue: { kind: 'prohibited', items: ['p'] } });
    const second = step(40, matches, posted(first.desktop, 'prohibited', ['p'], 31));
    expect(second.action).toMatchObject({ kind: 'post', cue: { items: ['q'] } });
    expect(
      step(50, matches, posted(posted(second.desktop, 'prohibited', ['p'], 31), 'prohibited', ['q'], 40)).action,
    ).toMatchObject({ cue: { kind: 'missing' } });
  });
  test('prohibited phrases heard too long ago are dropped for good', () => {
    const { action, desktop } = step(10 + 121, [said('prohibited:p', 10), said('a#0', 1), said('b#0', 1)]);
    expect(action).toEqual({ kind: 'none' });
    expect(desktop.stale).toEqual(['p']);
  });
});

describe('limits', () => {
  test('two cues of one interaction keep the quiet time, critical ones do not wait', () => {
    const desktop = posted(EMPTY_DESKTOP, 'missing', ['a'], 58);
    expect(step(61, [], desktop).action).toEqual({ kind: 'wait', untilUs: at(63) });
    expect(step(61, [said('prohibited:p', 60)], desktop).action).toMatchObject({ kind: 'post', cue: { items: ['p'] } });
  });
  test('the cap holds back all but critical cues, and says what', () => {
    const capped = { ...pack, limits: { cuesPerInteraction: 0, quietMs: 0 } };
    const { action, desktop } = step(31, [], EMPTY_DESKTOP, capped);
    expect(action).toEqual({ kind: 'none' });
    expect(desktop.heldBack).toEqual(['a']);
    expect(step(31, [said('prohibited:p', 3)], EMPTY_DESKTOP, capped).action).toMatchObject({ cue: { items: ['p'] } });
  });
});

test('reminders come at their interval, up to their limit', () => {
  const reminding = packOf({ disclosures: [disclosure('a', { dueMs: 30_000, remind: { everyMs: 60_000, max: 1 } })] });
  const once = posted(EMPTY_DESKTOP, 'missing', ['a'], 31);
  const owed = judge(reminding, heard([]), at(80));
  expect(nextReminderAtUs(reminding, owed, once)).toBe(at(91));
  expect(step(90, [], once, reminding).action).toEqual({ kind: 'none' });
  expect(step(91, [], once, reminding).action).toMatchObject({ kind: 'post', cue: { items: ['a'] } });
  const twice = posted(once, 'missing', ['a'], 91);
  expect(nextReminderAtUs(reminding, owed, twice)).toBeUndefined();
  expect(step(300, [], twice, reminding).action).toEqual({ kind: 'none' });
});

test('a cue is resolved when everything that it asked for has been said', () => {
  const desktop = posted(EMPTY_DESKTOP, 'missing', ['a', 'b'], 61);
  expect(step(70, [said('a#0', 65)], desktop).action).toEqual({ kind: 'none' });
  const both = step(80, [said('a#0', 65), said('b#0', 75)], desktop);
  expect(both.action).toEqual({ kind: 'resolve', key: 'a,b@61', cueId: 'c1' });
  expect(step(80, [said('a#0', 65), said('b#0', 75)], afterResolve(desktop, 'a,b@61')).action).toEqual({
    kind: 'none',
  });
});

test('what is owed is shown once to the next agent of a call, and then withdrawn from the one before', () => {
  const shown = (desktop: Desktop, to: string, seconds: number) =>
    afterPost(
      desktop,
      { kind: 'missing', items: ['a'] },
      { key: `to ${to}`, cueId: `of ${to}`, to, nowUs: at(seconds) },
    );
  const first = shown(EMPTY_DESKTOP, 'ann', 31);
  expect(step(40, [], first, pack, 'ann').action).toEqual({ kind: 'none' });
  expect(step(40, [], first, pack).action).toEqual({ kind: 'none' }); // between two agents
  expect(step(40, [], first, pack, 'bob').action).toMatchObject({ kind: 'post', cue: { items: ['a'] } });
  const second = shown(first, 'bob', 40);
  const withdrawal = { kind: 'resolve', key: 'to ann', cueId: 'of ann', to: 'ann' };
  expect(step(50, [], second, pack, 'bob').action).toEqual(withdrawal);
  const handedOn = afterResolve(second, 'to ann');
  expect(step(50, [], handedOn, pack, 'bob').action).toEqual({ kind: 'none' });
  expect(step(50, [said('a#0', 45)], handedOn, pack, 'bob').action).toMatchObject({ key: 'to bob', to: 'bob' });
  expect(step(59, [], handedOn, pack, 'ann').action).toMatchObject({ kind: 'post', cue: { items: ['a'] } });
});

test('of what is no longer owed the next agent sees nothing; what the one before must not say is withdrawn, and not shown again', () => {
  const of = { key: 'k', cueId: 'c', to: 'ann', nowUs: at(10) };
  const prohibitedCue = afterPost(EMPTY_DESKTOP, { kind: 'prohibited', items: ['p'] }, of);
  const heardIt = [said('prohibited:p', 9)];
  expect(step(20, heardIt, prohibitedCue, pack, 'ann').action).toEqual({ kind: 'none' });
  expect(step(20, heardIt, prohibitedCue, pack, 'bob').action).toEqual({
    kind: 'resolve',
    key: 'k',
    cueId: 'c',
    to: 'ann',
  });
  expect(step(20, heardIt, afterResolve(prohibitedCue, 'k'), pack, 'bob').action).toEqual({ kind: 'none' });
});

test('the next agent is reminded as if the one before had not been', () => {
  const reminding = packOf({ disclosures: [disclosure('a', { dueMs: 30_000, remind: { everyMs: 60_000, max: 1 } })] });
  const to = (agent: string, desktop: Desktop, seconds: number) =>
    afterPost(desktop, { kind: 'missing', items: ['a'] }, { key: `${seconds}`, to: agent, nowUs: at(seconds) });
  const reminded = to('ann', to('ann', EMPTY_DESKTOP, 31), 91);
  const owed = judge(reminding, heard([]), at(100));
  expect(nextReminderAtUs(reminding, owed, reminded, 'ann')).toBeUndefined();
  expect(nextReminderAtUs(reminding, owed, to('bob', reminded, 100), 'bob')).toBe(at(160));
});

test('a cue waits while the agent is talking, as long as its rule says at most', () => {
  const rules = packOf({
    disclosures: [disclosure('a', { dueMs: 30_000, holdMs: 5000 }), disclosure('b', { dueMs: 30_000 })],
  });
  const at31 = (parts: { seconds?: number; isTalking?: boolean; matches?: Match[] }) => {
    const { seconds = 31, isTalking = true, matches = [said('b#0', 1)] } = parts;
    const judgement = judge(rules, heard(matches), at(seconds));
    const moment = { nowUs: at(seconds), heardAtUs: at(seconds), cueMaxAgeUs: 1 };
    const context = { pack: rules, judgement, desktop: EMPTY_DESKTOP, ended: false, resolve: false, ...moment };
    return reconcile({ ...context, isTalking }).action;
  };
  expect(at31({})).toEqual({ kind: 'wait', untilUs: at(31.5) });
  expect(at31({ seconds: 34.9 })).toEqual({ kind: 'wait', untilUs: at(35) });
  expect(at31({ seconds: 35 })).toMatchObject({ kind: 'post', cue: { items: ['a'] } });
  expect(at31({ isTalking: false })).toMatchObject({ kind: 'post', cue: { items: ['a'] } });
  expect(at31({ matches: [] })).toMatchObject({ kind: 'post', cue: { items: ['b'] } });
  expect(at31({ matches: [said('a#0', 30.5), said('b#0', 1)] })).toEqual({ kind: 'none' });
});
