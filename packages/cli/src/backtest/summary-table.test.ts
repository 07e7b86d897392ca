import { expect, test } from 'vitest';
import { backtestCall } from '@cueline/operate/backtest';
import { callOf, rulesOf } from '../../../operate/src/backtest/rules.fixture.js';
import { summaryTable } from './summary-table.js';

const rules = rulesOf(`
version: 1
disclosures:
  - {id: notice, title: Notice, say: ["this call is recorded"], due: 5s}
prohibited:
  - {id: no_risk, title: No risk, say: ["no risk"]}
`);

test('the table counts verdicts, prohibited phrases and the calls that were cued', () => {
  const calls = [callOf('a', 'this call is recorded'), callOf('b', 'hello', 'no risk, no risk at all')];
  const table = summaryTable(
    calls.map((call) => backtestCall(call, rules, { startedAtMs: 0 })),
    rules.pack,
  );
  expect(table).toBe(
    [
      'disclosure  satisfied  missed  calls cued',
      'notice              1       1           1',
      '',
      'prohibited  times said  calls  calls cued',
      'no_risk              2      1           1',
      '',
      '2 calls, 2 cues',
    ].join('\n'),
  );
});
