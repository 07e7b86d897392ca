import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzTargets } from './fuzz-targets.js';

test.each(Object.entries(fuzzTargets))('what is fuzzed holds for a first few: %s', (_name, property) => {
  expect(fc.check<unknown[]>(property, { numRuns: 200, seed: 1 })).toMatchObject({ failed: false });
});
