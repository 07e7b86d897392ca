import { expect, test } from 'vitest';
import { exampleSpeakers } from './example-speakers.js';

test('unknown speakers get the roles that nobody has, and what is set stays', () => {
  expect(exampleSpeakers(['0', '1', '2'], { named: {} })).toEqual({ 0: 'agent', 1: 'customer' });
  const named = { Maria: 'agent' } as const;
  expect(exampleSpeakers(['John', 'Bo'], { named }, ['agent'])).toEqual({ Maria: 'agent', John: 'customer' });
  expect(exampleSpeakers(['Bo'], { named }, ['agent', 'customer'])).toEqual({ Maria: 'agent', Bo: 'other' });
});
