import { expect, test } from 'vitest';
import { ExitCode } from '../host/exit-code.js';
import { createPrinter, writeRuleFile } from './rule-files.fixture.js';
import { runCheck } from './run-check.js';
import { runExplain } from './run-explain.js';
import { runTest } from './run-test.js';

const packOf = (say: string, rest = '') => `version: 1
disclosures:
  - id: notice
    title: Notice
    say: [${say}]
${rest}`;

test('a check lists mistakes with their places, and ends with 78', () => {
  const file = writeRuleFile(packOf('"call is (recorded"', '    due: soon'));
  const { print, text } = createPrinter();
  expect(runCheck([file], { json: false }, { print })).toBe(ExitCode.configuration);
  expect(text()).toContain(`${file}:5:20: '(' is never closed (add the missing ))`);
  expect(text()).toContain('1 file checked: 2 mistakes, 0 warnings');
});

test('a check prints each warning once, and ends with 0', () => {
  const file = writeRuleFile(packOf('"call is recorded", "is it"', '    due: 30s'));
  const { print, text } = createPrinter();
  expect(runCheck([file, file], { json: false }, { print })).toBe(ExitCode.ok);
  expect(text()).toContain(`${file}:5:31: warning: this phrase fires nearly everywhere`);
  expect(text()).toContain('2 files checked: 0 mistakes, 1 warning');
});

test('a check prints the same as JSON', () => {
  const file = writeRuleFile(packOf('"call is recorded", "is it"', '    due: 30s'));
  const { print, text } = createPrinter();
  runCheck([file], { json: true }, { print });
  expect(JSON.parse(text())).toMatchObject([{ severity: 'warning', file, line: 5, column: 31 }]);
});

test('a check of a missing file ends with 78', () => {
  const check = () => runCheck(['/nowhere/rules.yaml'], { json: false }, createPrinter());
  expect(check).toThrow(expect.objectContaining({ exitCode: ExitCode.configuration }));
});

const examples = `    except: ["recorded by you"]
    examples:
      said: [the call is recorded, the call is recorded by you, hello]
      not_said: [our call is recorded now]
`;

test('an example with the wrong result is explained, and the exit code is 1', () => {
  const file = writeRuleFile(packOf('"call is recorded"', examples));
  const { print, text } = createPrinter();
  expect(runTest([file], { json: false }, { print })).toBe(ExitCode.foundWrong);
  expect(text().split('\n')).toEqual([
    `${file}:8:36: notice: "the call is recorded by you" should count`,
    '    `call is recorded` matches "call is recorded", but the exception `recorded by you` voids it',
    `${file}:8:65: notice: "hello" should count`,
    '    no phrase matches',
    `${file}:9:18: notice: "our call is recorded now" should not count`,
    '    `call is recorded` matches "call is recorded"',
    `${file}: 1 of 4 examples are as they should be`,
  ]);
});

test('a missing element is named, and so are rules without examples', () => {
  const file = writeRuleFile(`version: 1
disclosures:
  - id: debt
    title: Debt
    elements: [{title: debt, say: [collect a debt]}, {title: purpose, say: [for that purpose]}]
    examples: {said: [to collect a debt]}
prohibited: [{id: no_risk, title: No risk, say: [no risk]}]
`);
  const { print, text } = createPrinter();
  runTest([file], { json: true }, { print });
  expect(JSON.parse(text())).toEqual([
    {
      file,
      examples: 1,
      untested: ['no_risk'],
      failing: [
        {
          id: 'debt',
          example: 'to collect a debt',
          said: true,
          file,
          line: 6,
          column: 23,
          why: ['the element `purpose` is missing: no phrase matches'],
        },
      ],
    },
  ]);
});

test('an explanation shows which phrase matches and in which place, also across segments', () => {
  const rules = writeRuleFile(packOf('"call is recorded"', examples));
  const { print, text } = createPrinter();
  expect(runExplain(['well the call', 'is recorded by you'], { rules, json: false }, { print })).toBe(ExitCode.ok);
  expect(text().split('\n')).toEqual([
    'disclosure notice: does not count',
    '    `call is recorded` matches "call is recorded", but the exception `recorded by you` voids it (word 3 of segment 1 to word 2 of 2)',
  ]);
});

test('an explanation says so when nothing matches', () => {
  const rules = writeRuleFile(packOf('"call is recorded"'));
  const { print, text } = createPrinter();
  runExplain(['hello'], { rules, json: false }, { print });
  expect(text()).toBe('no rule matches');
});
