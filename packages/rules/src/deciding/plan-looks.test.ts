import { expect, test } from 'vitest';
import { planLooks } from './plan-looks.js';
import { at, disclosure, heard, packOf, prohibited, said } from '../interaction/pack.fixture.js';

const pack = packOf({
  disclosures: [
    disclosure('a', { dueMs: 30_000 }),
    disclosure('b', { dueMs: 60_000, cue: { priority: 'critical' } }),
    disclosure('quiet', { dueMs: 10_000, cue: 'off' }),
  ],
  prohibited: [prohibited('p')],
});

test('each deadline of a disclosure with a cue is a planned look', () => {
  expect(planLooks(pack, undefined, heard([]), [])).toEqual({
    upcoming: [
      [at(30), 0],
      [at(60), 1],
    ],
    now: 'no',
  });
});

test('a disclosure that has been said needs no look any more', () => {
  const plan = planLooks(pack, heard([]), heard([said('a#0', 5)]), [
    [at(30), 0],
    [at(60), 1],
  ]);
  expect(plan).toEqual({ upcoming: [[at(60), 1]], now: 'no' });
});

test('a planned look that has come is not planned again, but a disclosure said after it needs a look', () => {
  const late = heard([said('other', 40)]);
  expect(planLooks(pack, heard([]), late, [[at(60), 1]])).toEqual({ upcoming: [[at(60), 1]], now: 'no' });
  expect(planLooks(pack, heard([]), heard([said('a#0', 45)]), [[at(60), 1]]).now).toBe('normal');
});

test('a prohibited phrase needs a look at once, the first time only', () => {
  const once = heard([said('prohibited:p', 3)]);
  expect(planLooks(pack, heard([]), once, []).now).toBe('critical');
  expect(planLooks(pack, once, heard([...once.matches, said('prohibited:p', 9)]), []).now).toBe('no');
});

test("a disclosure that counts from the agent's first words is planned when the agent is heard", () => {
  const rules = packOf({ disclosures: [disclosure('a', { from: 'agent', dueMs: 30_000 })] });
  const before = heard([]);
  expect(planLooks(rules, undefined, before, [])).toEqual({ upcoming: [], now: 'no' });
  const spoken = { ...before, agentHeardAtUs: at(20) };
  expect(planLooks(rules, before, spoken, [])).toEqual({ upcoming: [[at(50), 0]], now: 'no' });
});

test('a call that another agent takes needs a look while something is cued; other words or another language need none', () => {
  const of = (agentId: string, language = 'en') =>
    heard([], { attributes: { agentId: [[at(1), agentId]], language: [[at(1), language]] } });
  const now = (after: ReturnType<typeof of>, upcoming: [number, 0 | 1][]) =>
    planLooks(pack, of('ann'), after, upcoming).now;
  expect(now(of('bob'), [[at(60), 1]])).toBe('normal');
  expect(now(of('ann'), [[at(60), 1]])).toBe('no');
  expect(now(of('ann', 'es'), [[at(60), 1]])).toBe('no');
  const notYet: [number, 0 | 1][] = [
    [at(30), 0],
    [at(60), 1],
  ];
  expect(now(of('bob'), notYet)).toBe('no');
});

test('once the end frame was heard, no look is planned', () => {
  expect(planLooks(pack, undefined, heard([], { endedAtUs: at(20) }), [])).toEqual({ upcoming: [], now: 'no' });
});
