import { expect, test } from 'vitest';
import { readPostAnswer, readResolveAnswer } from './answer.js';

const answer = (statusCode: number, body = '', headers = {}) => readPostAnswer({ statusCode, body, headers }, 0);

test.each([200, 201, 204])('%i accepts', (status) => {
  expect(answer(status).kind).toBe('accepted');
});

test.each([
  ['{"cueId":"c-7"}', 'c-7'],
  [String.raw`{"cueId":"\ud800"}`, undefined],
  [JSON.stringify({ cueId: 'x'.repeat(257) }), undefined],
  ['{"id":42}', '42'],
  ['{"other":1}', undefined],
  ['{"id":".."}', undefined],
  ['not JSON', undefined],
  ['', undefined],
])('an accepted cue answering %s is called %s', (body, cueId) => {
  expect(answer(201, body)).toEqual({ kind: 'accepted', status: 201, cueId });
});

test.each([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'unknown_interaction'],
  [410, 'unknown_interaction'],
  [409, 'accepted'],
  [429, 'rate_limited'],
  [400, 'rejected'],
  [422, 'rejected'],
  [413, 'rejected'],
  [408, 'unavailable'],
  [500, 'unavailable'],
  [503, 'unavailable'],
  [302, 'misconfigured'],
  [407, 'misconfigured'],
])('%i means %s', (status, kind) => {
  expect(answer(status).kind).toBe(kind);
});

test('429 tells how long to wait, where it says so', () => {
  expect(answer(429, '', { 'retry-after': '2' })).toEqual({ kind: 'rate_limited', status: 429, retryAfterMs: 2000 });
  expect(answer(429)).toEqual({ kind: 'rate_limited', status: 429, retryAfterMs: undefined });
});

test('a rejection keeps the answer’s body', () => {
  expect(answer(422, 'title too long')).toEqual({ kind: 'rejected', status: 422, body: 'title too long' });
});

test.each([
  [200, 'accepted'],
  [404, 'unsupported'],
  [405, 'unsupported'],
  [501, 'unsupported'],
  [410, 'unknown_interaction'],
  [503, 'unavailable'],
])('%i to a cue that was to be resolved means %s', (statusCode, kind) => {
  expect(readResolveAnswer({ statusCode, body: '', headers: {} }, 0).kind).toBe(kind);
});
