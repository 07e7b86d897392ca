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

test('a wrong value is named with the right one', () => {
  const body = cueBody({
    kind: 'wrong',
    items: ['apr'],
    titles: ['APR'],
    texts: [],
    priority: 'high',
    values: [{ said: '5.99 %', offered: '6.99 %' }],
  });
  expect(body.title).toBe('Wrong Value in Compliance Disclosure');
  expect(body.description).toBe('Agent stated wrongly: APR. Said 5.99 %, offered 6.99 %.');
});

test('what the customer declined, or has not answered, is named', () => {
  const cue = { items: ['consent'], titles: ['Consent to recording'], texts: [], priority: 'high' as const };
  expect(cueBody({ ...cue, kind: 'declined' }).description).toBe('Customer declined: Consent to recording.');
  expect(cueBody({ ...cue, kind: 'unanswered' }).description).toBe(
    'Customer has not answered: Consent to recording. Please ask again.',
  );
});

test('a cue without texts ends with the request', () => {
  const body = cueBody({ kind: 'missing', items: ['apr'], titles: ['APR'], texts: [], priority: 'low' });
  expect(body.description).toBe(
    'Agent has not yet stated: APR. Please complete required disclosures before proceeding.',
  );
});

test('a cue about something unclear quotes what was heard and names what was not', () => {
  const body = cueBody({
    kind: 'missing',
    items: ['recording_notice', 'fee'],
    titles: ['Call recording notice', 'Fee'],
    texts: [],
    priority: 'low',
    close: [
      { words: 'this call may be', lacked: ['recorded|taped', 'quality'] },
      { words: 'two hundred tollars', lacked: [] },
    ],
  });
  expect(body.title).toBe('Unclear Compliance Disclosure');
  expect(body.description).toBe(
    'Agent may have stated: Call recording notice, Fee. ' +
      'Heard "this call may be". Not heard: recorded, quality. Heard "two hundred tollars".',
  );
});
