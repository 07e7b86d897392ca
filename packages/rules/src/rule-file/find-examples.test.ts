import { expect, test } from 'vitest';
import { findExamples } from './find-examples.js';

test('examples are found with their places, also in included files', () => {
  const top = `version: 1
include: [other.yaml]
disclosures:
  - id: notice
    title: Notice
    say: [call is recorded]
    examples:
      said: [the call is recorded]
      not_said:
        - hello
`;
  const other = `version: 1
prohibited:
  - {id: no_risk, title: No risk, say: [no risk], examples: {said: [there is no risk]}}
`;
  const found = findExamples(top, { file: 'pack.yaml', readFile: () => other });
  expect(found.map(({ file, line, column, id, said }) => [`${file}:${line}:${column}`, id, said])).toEqual([
    ['pack.yaml:8:14', 'notice', true],
    ['pack.yaml:10:11', 'notice', false],
    ['other.yaml:3:69', 'no_risk', true],
  ]);
});
