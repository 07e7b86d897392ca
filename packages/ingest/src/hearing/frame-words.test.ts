import { expect, test } from 'vitest';
import { errorWords, looksLikeSpeech, readFrame } from './frame-words.js';

test.each([
  [{ type: 'error', code: 403, message: 'no scope' }, '403, no scope'],
  [{ type: 'SubscriptionFailed', reason: 'quota' }, 'quota'],
  [{ error: { code: 4003, message: 'expired' } }, '4003, expired'],
  [{ action: 'subscribe', status: 'denied', detail: 'not yours' }, 'denied, not yours'],
  [{ type: 'response', statusCode: 401, payload: { message: 'who are you' } }, '401, who are you'],
  [{ event: 'unauthorized' }, 'error'],
  [{ errors: [{ code: 'QUOTA', detail: 'too many' }, { detail: 'come back' }] }, 'QUOTA, too many, come back'],
  [{ errors: ['no', 'never'] }, 'no, never'],
  [{ event: 'error', data: 'no licence' }, 'no licence'],
  [{ kind: 'reply', success: false, info: 'no licence' }, 'no licence'],
  [{ ok: 'false', payload: { cause: 'no licence' } }, 'no licence'],
  [{ type: 'reply', payload: { status: 403 } }, '403'],
  [{ type: 'reply', data: { result: { error_code: 'E7' } } }, 'E7'],
  [{ type: 'unsubscribed', reason: 'licence' }, 'licence'],
  [{ severity: 'ERROR', message: 'licence' }, 'licence'],
  [{ type: 'subscribe_nack', reason: 'licence' }, 'licence'],
  [{ type: 'limitExceeded', message: 'licence' }, 'licence'],
  [{ op: 'error', d: { reason: 'licence' } }, 'licence'],
  [{ exception: 'NoLicence', message: 'licence' }, 'licence'],
  [{ action: 'subscribe', accepted: false, reason: 'licence' }, 'licence'],
])('%j reports an error', (frame, words) => {
  expect(errorWords(frame)).toBe(words);
});

test.each([
  { type: 'heartbeat' },
  { type: 'subscribed', status: 'ok', code: 200 },
  { type: 'agentState', state: 'On Break' },
  { type: 'ack', error: null, errors: 0 },
  { type: 'ack', success: true, errors: [] },
  { type: 'offer', call: { accepted: false } },
  { type: 'agentState', data: { state: 'Refused', code: 412, name: 'Failed call' } },
])('%j reports no error', (frame) => {
  expect(errorWords(frame)).toBeUndefined();
});

test('the text of an error is short and has no token', () => {
  const words = errorWords({ type: 'error', message: `wss://x/y?access_token=abc ${'x'.repeat(5_000)}` });
  expect(words).not.toContain('abc');
  expect(words?.length).toBeLessThanOrEqual(200);
});

test.each([
  ['Unauthorized: no such scope', 'Unauthorized: no such scope'],
  ['"subscription refused"', 'subscription refused'],
  ['[{"code":401,"message":"who are you"}]', '401, who are you'],
  ['<error>no licence</error>', '<error>no licence</error>'],
  ['ping', undefined],
  ['[]', undefined],
])('errors are read in lists and in lines of text: %s', (text, words) => {
  const frame = readFrame(Buffer.from(text));
  expect(frame && errorWords(frame)).toBe(words);
});

test('speech is recognised by its fields, also if they are nested', () => {
  expect(looksLikeSpeech({ type: 'x', data: { transcript: 'hello' } })).toBe(true);
  expect(looksLikeSpeech({ type: 'agentState', state: 'On Break' })).toBe(false);
});

test('an error that is nested deeply, or in a long list, is not looked for', () => {
  expect(errorWords({ a: { b: { c: { error: 'deep' } } } })).toBeUndefined();
  expect(errorWords({ errors: Array.from({ length: 9 }, (_, i) => `e${i}`) })).toBe('e0, e1, e2, e3, e4');
});

test('a frame that is not an object, or is huge, is not searched', () => {
  expect(readFrame(Buffer.from('[1]'))).toBeUndefined();
  expect(readFrame(Buffer.from('{"type":"transcription","text":"an error'))).toBeUndefined();
  expect(readFrame(Buffer.from([1, 2, 255]))).toBeUndefined();
  expect(readFrame(Buffer.from(JSON.stringify({ text: 'x'.repeat(100_000) })))).toBeUndefined();
});
