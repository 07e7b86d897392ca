import { expect, test } from 'vitest';
import { readPostAnswer, readResolveAnswer } from './read-answer.js';

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

test('a 429 is waited for as long as its Retry-After says', () => {
  expect(answer(429, '', { 'retry-after': '2' })).toEqual({ kind: 'rate_limited', status: 429, retryAfterMs: 2000 });
  expect(answer(429)).toEqual({ kind: 'rate_limited', status: 429, retryAfterMs: undefined });
});

test("a rejection keeps the answer's body", () => {
  expect(answer(422, 'title too long')).toEqual({ kind: 'rejected', status: 422, body: 'title too long' });
});

test.each([
  [200, 'accepted'],
  [404, 'unsupported'],
  [405, 'unsupported'],
  [501, 'unsupported'],
  [410, 'unknown_interaction'],
  [503, 'unavailable'],
])('%i as the answer to a resolution means %s', (statusCode, kind) => {
  expect(readResolveAnswer({ statusCode, body: '', headers: {} }, 0).kind).toBe(kind);
});

const PAGE = '<!doctype html><title>Sign in</title>';
const why = (status: number, body = '', headers = {}) => {
  const read = answer(status, body, headers);
  return 'why' in read ? read.why : '';
};

test.each([200, 201, 203, 400, 409, 413, 422])('a page with %i does not come from the API', (status) => {
  expect(answer(status, PAGE)).toMatchObject({ kind: 'misconfigured', status });
  expect(why(status, PAGE)).toContain('CXONE_CUES_URL');
});

test('a page is known by its type too, and JSON is no page whatever its type', () => {
  expect(answer(200, 'Sign in', { 'content-type': 'text/html' }).kind).toBe('misconfigured');
  expect(answer(201, '{"id":"c"}', { 'content-type': 'text/html' })).toMatchObject({ kind: 'accepted', cueId: 'c' });
  expect(answer(201, 'OK', { 'content-type': 'text/plain' }).kind).toBe('accepted');
});

test.each([502, 503, 504])("a page with %i is a proxy's, and is tried again", (status) => {
  expect(answer(status, PAGE)).toMatchObject({ kind: 'unavailable', status });
  expect(why(status, PAGE)).toContain('proxy');
});

test.each([301, 302, 303, 307, 308])('a %i is reported with where it leads, without what may be secret', (status) => {
  const location = 'https://user:pass@moved.example/cues?token=hush#here';
  expect(why(status, '', { location })).toMatch(new RegExp(`${status}, a redirect to https://moved.example/cues:`));
  expect(why(status, '', { location: '/login?next=1' })).toContain('a redirect to /login:');
  expect(why(status)).toContain('CXONE_CUES_URL');
});

test.each([401, 403])('a %i with a page is reported as not coming from the API', (status) => {
  expect(why(status, PAGE)).toContain('page');
  expect(why(status, '{}')).not.toContain('page');
});

test.each([
  '{"error":"no such tenant"}',
  '{"errors":[{"code":7}]}',
  '{"success":false}',
  '{"isSuccess":"false"}',
  '{"accepted":false}',
  '{"errorCode":"E7","errorMessage":"no such agent"}',
  '{"statusCode":500,"body":""}',
  'ERROR: no such agent',
  'Access denied',
  '"error: no such agent"',
  'false',
  '{"failed":true}',
  '{"failures":[{"id":7}]}',
  '{"responseCode":"500"}',
  '{"status":"NOT_FOUND"}',
  '{"ok":"false"}',
  '{"status":"Failed","message":"nobody is there"}',
  '{"result":{"state":"REJECTED"}}',
  '{"result":false}',
])('a success whose body says %s is a refusal', (body) =>
  expect(answer(200, body)).toEqual({ kind: 'refused', status: 200, body }),
);

test.each([
  '{"error":null}',
  '{"errors":[]}',
  '{"errors":0}',
  '{"success":true}',
  '{"errorCode":0,"errorMessage":""}',
  '{"statusCode":201}',
  '{"errors":{}}',
  '{"failures":0}',
  'OK',
  '{"status":"ACCEPTED","message":"no error"}',
  '{"state":"created"}',
  '{"error":"","cueId":"c"}',
])('a success whose body says %s is a success', (body) => expect(answer(200, body).kind).toBe('accepted'));

test.each([
  '',
  '{}',
  'Conflict',
  '{"status":409,"error":"Conflict","message":""}',
  '{"error":"duplicate request"}',
  '{"error":{"code":"IDEMPOTENCY_KEY_IN_USE"}}',
  '{"message":"The cue already exists"}',
  '{"cueId":"c","message":"known"}',
])('a 409 with %s means that the cue is there', (body) => expect(answer(409, body).kind).toBe('accepted'));

test.each([
  '{"error":"nobody has this call"}',
  '{"title":"Conflict","detail":"the call is on hold"}',
  '{"errors":[{"message":"the call has already ended"}]}',
  'the agent is not logged in',
])('a 409 with %s is a refusal', (body) => expect(answer(409, body)).toEqual({ kind: 'refused', status: 409, body }));

test.each([400, 404, 408, 409, 413, 422, 425, 500, 503])('a %i with a Retry-After is tried again then', (status) => {
  expect(answer(status, '', { 'retry-after': '12' })).toMatchObject({ kind: 'unavailable', retryAfterMs: 12_000 });
});

test('an answer that concerns every cue waits as long as it says', () => {
  const date = { 'retry-after': 'Thu, 01 Jan 1970 00:00:30 GMT' };
  expect(answer(403, '', date)).toMatchObject({ kind: 'forbidden', retryAfterMs: 30_000 });
  expect(answer(302, '', date)).toMatchObject({ kind: 'misconfigured', retryAfterMs: 30_000 });
});
