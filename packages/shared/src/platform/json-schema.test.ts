import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { platformJsonSchema } from './json-schema.js';

test('the published JSON Schema is that of platform files', () => {
  const published: unknown = JSON.parse(
    readFileSync(new URL('../../../../platforms/schema.json', import.meta.url), 'utf8'),
  );
  expect(published).toEqual(platformJsonSchema());
});
