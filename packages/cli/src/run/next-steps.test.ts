import { expect, test } from 'vitest';
import { nextSteps } from './next-steps.js';

test('commands have their descriptions beside them, or below if the terminal is too narrow', () => {
  expect(nextSteps('call-1', 80)).toMatch(/cueline inspect call-1 {2}one call: what was said and cued, and why$/m);
  const lines = nextSteps('a-call-with-a-long-id-of-its-own', 80).split('\n');
  expect(lines).toContain('  cueline inspect a-call-with-a-long-id-of-its-own');
  expect(lines).toContain('      one call: what was said and cued, and why');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
});
