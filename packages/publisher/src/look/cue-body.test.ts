import { expect, test } from 'vitest';
import { cueBody } from './cue-body.js';

test('one cue names everything that is missing, and tells the agent in a sentence each what to say', () => {
  const body = cueBody({
    kind: 'missing',
    items: ['recording_notice', 'apr'],
    titles: ['Call recording notice', 'APR'],
    texts: ['Say: this call is being recorded.', 'State the annual rate'],
    priority: 'high',
  });
  expect(body).toEqual({
    type: 'compliance',
    title: 'Missing Mandatory Compliance Disclosure',
    description:
      'Agent has not yet stated: Call recording notice, APR. Please complete required disclosures before proceeding. ' +
      'Say: this call is being recorded. State the annual rate.',
    priority: 'high',
    status: 'open',
  });
});

test('a prohibited phrase is named as said', () => {
  const body = cueBody({
    kind: 'prohibited',
    items: ['guaranteed_return'],
    titles: ['Guaranteed returns'],
    texts: ['Correct that: no return is guaranteed!'],
    priority: 'critical',
  });
  expect(body.title).toBe('Prohibited phrase');
  expect(body.description).toBe('Agent said: Guaranteed returns. Correct that: no return is guaranteed!');
  expect(body.priority).toBe('critical');
});

test('a cue without texts ends with the request', () => {
  const body = cueBody({ kind: 'missing', items: ['apr'], titles: ['APR'], texts: [], priority: 'low' });
  expect(body.description).toBe(
    'Agent has not yet stated: APR. Please complete required disclosures before proceeding.',
  );
});
