import { parseRuleFile } from '@cueline/rules';
import { expect, test } from 'vitest';
import { dueByStartMs } from './call-detail.js';

const RULES = `
version: 1
events: {loan: {speaker: customer, say: [apply for a loan]}}
disclosures:
  - {id: notice, title: Notice, say: [this call is recorded], due: 30s}
  - {id: rate, title: Rate, say: [our rate], after: loan, due: 30s}
  - {id: recap, title: Recap, say: [to recap]}
`;

test('when something was due is known afterwards if the start of the call alone decides it', () => {
  const parsed = parseRuleFile(RULES, { file: 'rules.yaml', readFile: () => '' });
  if (!parsed.ok) throw new Error('the rules have mistakes');
  const [notice, rate, recap] = parsed.pack.disclosures;
  const call = { firstHeardAtMs: 1000, endedAtMs: 60_000 };
  expect(dueByStartMs(notice, call)).toBe(31_000);
  expect(dueByStartMs(notice, { ...call, endedAtMs: 20_000 })).toBeUndefined(); // it was owed by the end
  for (const rule of [rate, recap, undefined]) expect(dueByStartMs(rule, call)).toBeUndefined();
});
