import { describe, expect, test } from 'vitest';
import { judge } from './judge.js';
import { at, disclosure, heard, packOf, prohibited, said } from '../interaction/pack.fixture.js';

const kindOf = (
  pack: Parameters<typeof judge>[0],
  state: Parameters<typeof judge>[1],
  seconds: number,
  ending?: 'heard' | 'unheard',
) => judge(pack, state, at(seconds), ending).disclosures['x']?.kind;

describe('a disclosure with a due time', () => {
  const pack = packOf({ disclosures: [disclosure('x', { dueMs: 30_000 })] });

  test('a disclosure is pending up to its deadline and due after it', () => {
    expect(kindOf(pack, heard([]), 30)).toBe('pending');
    expect(kindOf(pack, heard([]), 30.001)).toBe('due');
  });
  test('a disclosure said at its deadline is satisfied, and said after it late', () => {
    expect(kindOf(pack, heard([said('x#0', 30)]), 60)).toBe('satisfied');
    expect(kindOf(pack, heard([said('x#0', 30.001)]), 60)).toBe('late');
  });
  test('a disclosure is missed if the interaction ends without it, even before its deadline', () => {
    expect(kindOf(pack, heard([]), 10, 'heard')).toBe('missed');
  });
  test('a disclosure that may have been said unheard is undecided, and one that was heard is satisfied', () => {
    expect(kindOf(pack, heard([]), 60, 'unheard')).toBe('undecided');
    expect(kindOf(pack, heard([said('x#0', 3)]), 60, 'unheard')).toBe('satisfied');
  });
  test('a disclosure that was ticked off by hand stays acknowledged, whatever is heard', () => {
    expect(kindOf(pack, heard([said('x#0', 50)], { acknowledged: { x: at(40) } }), 60)).toBe('acknowledged');
  });
});

describe("a disclosure from the agent's first words on", () => {
  const pack = packOf({ disclosures: [disclosure('x', { from: 'agent', dueMs: 30_000 })] });

  test('its time counts from the agent, whoever spoke before', () => {
    const state = heard([], { agentHeardAtUs: at(50) });
    expect(kindOf(pack, state, 80)).toBe('pending');
    expect(kindOf(pack, state, 80.001)).toBe('due');
    expect(kindOf(pack, heard([said('x#0', 80)], { agentHeardAtUs: at(50) }), 90)).toBe('satisfied');
  });
  test('it is not required of a call in which the agent says nothing', () => {
    expect(kindOf(pack, heard([]), 100)).toBe('not_required');
    expect(kindOf(pack, heard([]), 100, 'heard')).toBe('not_required');
    expect(kindOf(pack, heard([], { agentHeardAtUs: at(50) }), 60, 'heard')).toBe('missed');
  });
});

describe('a disclosure after an event', () => {
  const pack = packOf({ disclosures: [disclosure('x', { after: 'e', dueMs: 45_000 })] });

  test('a disclosure after an event is not required until the event is heard, and due its time after it', () => {
    expect(kindOf(pack, heard([]), 100)).toBe('not_required');
    expect(kindOf(pack, heard([said('event:e', 10)]), 55)).toBe('pending');
    expect(kindOf(pack, heard([said('event:e', 10)]), 55.001)).toBe('due');
  });
  test('what was missed says when it had been due', () => {
    const missed = judge(pack, heard([said('event:e', 10)]), Infinity, 'heard').disclosures['x'];
    expect(missed).toEqual({ kind: 'missed', dueAtUs: at(55) });
    const byTheEnd = packOf({ disclosures: [disclosure('x')] });
    expect(judge(byTheEnd, heard([]), Infinity, 'heard').disclosures['x']).toEqual({ kind: 'missed' });
  });
  test('a disclosure said before the event counts, unless the rule says since', () => {
    const state = heard([said('x#0', 5), said('event:e', 10)]);
    expect(kindOf(pack, state, 60)).toBe('satisfied');
    const since = packOf({ disclosures: [disclosure('x', { after: 'e', dueMs: 45_000, sinceAfter: true })] });
    expect(kindOf(since, state, 60)).toBe('due');
    expect(kindOf(since, heard([...state.matches, said('x#0', 20)]), 60)).toBe('satisfied');
  });
});

describe('a disclosure before an event', () => {
  const pack = packOf({ disclosures: [disclosure('x', { before: 'e' })] });

  test('a disclosure before an event that never came is not required, or undecided if the event may have been unheard', () => {
    expect(kindOf(pack, heard([]), 60, 'heard')).toBe('not_required');
    expect(kindOf(pack, heard([]), 60, 'unheard')).toBe('undecided');
    expect(kindOf(pack, heard([said('event:e', 5)]), 60, 'heard')).toBe('missed');
    expect(kindOf(pack, heard([said('x#0', 5)]), 60, 'heard')).toBe('satisfied');
    const timed = packOf({ disclosures: [disclosure('x', { before: 'e', dueMs: 30_000 })] });
    expect(kindOf(timed, heard([]), 60, 'heard')).toBe('missed');
  });

  test('a disclosure before an event is owed as soon as the event is heard without it', () => {
    expect(kindOf(pack, heard([]), 100)).toBe('pending');
    expect(kindOf(pack, heard([said('event:e', 10)]), 10.001)).toBe('due');
  });
  test('in one segment with its event, a disclosure is judged by the order of the words', () => {
    const inOneSegment = {
      ...said('event:e', 10),
      from: [at(10), at(10), 5] as const,
      to: [at(10), at(10), 8] as const,
    };
    const first = heard([said('x#0', 10), { ...inOneSegment, from: [...inOneSegment.from], to: [...inOneSegment.to] }]);
    expect(kindOf(pack, first, 60)).toBe('satisfied');
    const last = heard([{ ...said('event:e', 10), to: [at(10), at(10), 2] }, said('x#0', 10)]);
    expect(kindOf(pack, last, 60)).toBe('late');
  });
  test('a disclosure before an event and with a due time is owed by the earlier of the two', () => {
    const both = packOf({ disclosures: [disclosure('x', { before: 'e', dueMs: 30_000 })] });
    expect(judge(both, heard([said('event:e', 10)]), at(11)).disclosures['x']).toEqual({
      kind: 'due',
      dueAtUs: at(10),
    });
    expect(judge(both, heard([said('event:e', 40)]), at(31)).disclosures['x']).toEqual({
      kind: 'due',
      dueAtUs: at(30),
    });
  });
  test('a disclosure after one event and before another ignores what was said before the first', () => {
    const chained = packOf({ disclosures: [disclosure('x', { after: 'a', before: 'e' })] });
    expect(kindOf(chained, heard([said('event:e', 5), said('event:a', 10)]), 60)).toBe('pending');
  });
});

test('a disclosure of several elements is said when enough of them are', () => {
  const element = (title: string) => ({ title, speaker: 'agent' as const, say: [{ regex: title }], except: [] });
  const pack = packOf({
    disclosures: [disclosure('x', { elements: ['a', 'b', 'c'].map(element), need: 2, dueMs: 30_000 })],
  });
  expect(kindOf(pack, heard([said('x#0', 1), said('x#0', 2)]), 40)).toBe('due');
  expect(judge(pack, heard([said('x#0', 1), said('x#2', 20)]), at(40)).disclosures['x']).toMatchObject({
    kind: 'satisfied',
    saidAtUs: at(20),
  });
});

describe('conditions', () => {
  const attributes = {
    skill: [
      [at(0), 'cards'],
      [at(40), 'sales'],
    ] as [number, string][],
  };

  test('attributes count as they were when the disclosure became due', () => {
    const pack = packOf({ disclosures: [disclosure('x', { dueMs: 30_000, when: { skill: ['cards', 'loans'] } })] });
    expect(kindOf(pack, heard([], { attributes }), 60)).toBe('due');
    expect(kindOf(pack, heard([], { attributes: {} }), 60)).toBe('not_required');
  });
  test('a rule is excused by unless, and holds only within its dates', () => {
    const excused = packOf({ disclosures: [disclosure('x', { dueMs: 30_000, unless: { skill: ['cards'] } })] });
    expect(kindOf(excused, heard([], { attributes }), 60)).toBe('not_required');
    const dated = (from?: string, to?: string) =>
      packOf({
        disclosures: [disclosure('x', { dueMs: 30_000, valid: { ...(from && { from }), ...(to && { to }) } })],
      });
    expect(kindOf(dated('2026-06-01', '2026-06-01'), heard([]), 60)).toBe('due');
    expect(kindOf(dated('2026-06-02'), heard([]), 60)).toBe('not_required');
    expect(kindOf(dated(undefined, '2026-05-31'), heard([]), 60)).toBe('not_required');
  });
});

test('prohibited phrases are listed in the order in which they were said', () => {
  const pack = packOf({ prohibited: [prohibited('p'), prohibited('q')] });
  const { prohibited: found } = judge(pack, heard([said('prohibited:p', 9), said('prohibited:q', 3)]), at(10));
  expect(found.map(({ id, match }) => [id, match.heardAtUs])).toEqual([
    ['q', at(3)],
    ['p', at(9)],
  ]);
});
