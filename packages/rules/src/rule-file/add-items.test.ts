import { expect, test } from 'vitest';
import { addItems } from './add-items.js';

const SOURCE = `# our rules
version: 1
disclosures:
  # counsel asked for it
  - id: notice
    title: Notice # shown to agents
    say: ["call is recorded"]
    examples:
      said:
        - this call is recorded
  - {id: fee, title: Fee, say: ["the fee is {money}"]}
`;

test('texts are added to a list, and nothing else changes', () => {
  expect(addItems(SOURCE, ['disclosures', 0, 'examples', 'said'], ['our call: recorded'])).toBe(
    SOURCE.replace('- this call is recorded', '- this call is recorded\n        - "our call: recorded"'),
  );
  expect(addItems(SOURCE, ['disclosures', 0, 'say'], ['line is taped'])).toBe(
    SOURCE.replace('["call is recorded"]', '["call is recorded", "line is taped"]'),
  );
});

test('a list that is missing is added with the keys that lead to it', () => {
  expect(addItems(SOURCE, ['disclosures', 0, 'examples', 'not_said'], ['hello'])).toBe(
    SOURCE.replace('- this call is recorded', '- this call is recorded\n      not_said:\n        - "hello"'),
  );
  const changed = addItems(SOURCE, ['disclosures', 1, 'examples', 'said'], ['a fee']);
  expect(changed).toContain('say: ["the fee is {money}"], examples: {said: ["a fee"]}');
});

test('what is no list is refused', () => {
  expect(() => addItems(SOURCE, ['disclosures', 0, 'title'], ['x'])).toThrow('disclosures.0.title is no list');
});
