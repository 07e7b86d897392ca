import { parseRuleFile } from '@cueline/rules';
import { expect, test } from 'vitest';
import { dueAtMsOf } from './call-detail.js';

const RULES = `
version: 1
events: {loan: {speaker: customer, say: [apply for a loan]}}
disclosures:
  - {id: notice, title: Notice, say: [this call is recorded], due: 30s}
  - {id: rate, title: Rate, say: [our rate], after: loan, due: 30s}
  - {id: recap, title: Recap, say: [to recap]}
`;

test('when something was due is known afterwards from its verdict, or else if the start of the call alone decides it', () => {
  const parsed = parseRuleFile(RULES, { file: 'rules.yaml', readFile: () => '' });
  if (!parsed.ok) throw new Error('the rules have mistakes');
  const [notice, rate, recap] = parsed.pack.disclosures;
  const call = { firstHeardAtMs: 1000, endedAtMs: 60_000 };
  const missed = { kind: 'missed' } as const;
  expect(dueAtMsOf(missed, notice, call)).toBe(31_000);
  expect(dueAtMsOf({ kind: 'acknowledged', atMs: 2000 }, notice, call)).toBe(31_000);
  expect(dueAtMsOf({ kind: 'satisfied', saidAtMs: 2000, evidence: [] }, notice, call)).toBeUndefined();
  expect(dueAtMsOf(missed, notice, { ...call, endedAtMs: 20_000 })).toBeUndefined(); // it was owed by the end
  for (const rule of [rate, recap, undefined]) expect(dueAtMsOf(missed, rule, call)).toBeUndefined();
  expect(dueAtMsOf({ ...missed, dueAtMs: 45_000 }, rate, call)).toBe(45_000);
  expect(dueAtMsOf({ kind: 'unclear', close: [], dueAtMs: 45_000 }, rate, call)).toBe(45_000);
  expect(dueAtMsOf({ ...missed, dueAtMs: 65_000 }, rate, call)).toBeUndefined();
});
