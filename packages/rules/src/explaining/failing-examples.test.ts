import { expect, test } from 'vitest';
import { compilePack } from '../matching/compile-pack.js';
import { failingExamples } from './failing-examples.js';
import { parseRuleFile } from '../checks/parse-rule-file.js';

const SOURCE = `
version: 1
disclosures:
  - id: debt
    title: Debt
    elements:
      - {title: debt, say: ["attempt to collect a debt"]}
      - {title: purpose, say: ["used for that purpose"]}
    examples:
      said:
        - this is an attempt to collect a debt and information will be used for that purpose
        - this is an attempt to collect a debt
      not_said: [any information will be used for that purpose]
prohibited:
  - id: no_risk
    title: No risk
    speaker: customer
    say: ["no risk"]
    examples: {said: [there is no risk], not_said: [i see no risk here]}
`;

test('failing examples are reported', () => {
  const parsed = parseRuleFile(SOURCE, { file: 'pack.yaml', readFile: () => '' });
  expect(parsed.ok && failingExamples(compilePack(parsed.pack))).toEqual([
    { id: 'debt', example: 'this is an attempt to collect a debt', said: true },
    { id: 'no_risk', example: 'i see no risk here', said: false },
  ]);
});
