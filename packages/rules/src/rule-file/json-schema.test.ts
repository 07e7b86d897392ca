import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ruleFileJsonSchema } from './json-schema.js';

test('the published JSON Schema is that of the rule file', () => {
  const published: unknown = JSON.parse(
    readFileSync(new URL('../../../../rules/schema.json', import.meta.url), 'utf8'),
  );
  expect(published).toEqual(ruleFileJsonSchema());
});
