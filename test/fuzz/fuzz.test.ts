import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzTargets } from './fuzz-targets.js';

test.each(Object.entries(fuzzTargets))('a fuzzed property holds for its first few inputs: %s', (_name, property) => {
  expect(fc.check<unknown[]>(property, { numRuns: 200, seed: 1 })).toMatchObject({ failed: false });
});
