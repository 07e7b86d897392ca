import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createAuthorize } from './authorize.js';

const CONTEXT = { secret: undefined, header: 'authorization', twilioToken: undefined, publicUrl: undefined };
const form = (fields: Record<string, string>) => Buffer.from(new URLSearchParams(fields).toString());

test('a header holds the secret, by itself or as a bearer token, and nothing like it', () => {
  const { byHeader } = createAuthorize({ ...CONTEXT, secret: 'a-secret-of-ours', header: 'x-key' });
  const given = ['a-secret-of-ours', 'Bearer a-secret-of-ours', 'a-secret-of-our', 'a-secret-of-ours2', ''];
  expect(given.map((key) => byHeader({ 'x-key': key }))).toEqual([true, true, false, false, false]);
  expect(byHeader({ authorization: 'a-secret-of-ours' })).toBe(false);
  expect(createAuthorize(CONTEXT).byHeader({ authorization: '' })).toBe(false);
});

test('a form is signed as in the example that Twilio publishes', () => {
  const { bySignature, mayBeSigned } = createAuthorize({
    ...CONTEXT,
    twilioToken: '12345',
    publicUrl: 'https://mycompany.com/',
  });
  const fields = {
    To: '+18005551212',
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675309',
    Digits: '1234',
    From: '+14158675309',
  };
  const headers = { 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' };
  const path = '/myapp.php?foo=1&bar=2';
  expect(mayBeSigned(headers)).toBe(true);
  expect(bySignature(headers, path, form(fields))).toBe(true);
  expect(bySignature(headers, path, form({ ...fields, Digits: '1235' }))).toBe(false);
  expect(bySignature(headers, '/myapp.php?foo=1', form(fields))).toBe(false);
  expect(bySignature({}, path, form(fields))).toBe(false);
});

test('of another body the digest is signed with the URL', () => {
  const { bySignature } = createAuthorize({ ...CONTEXT, twilioToken: '12345', publicUrl: 'https://cueline.example' });
  const body = Buffer.from('{"a":1}');
  const path = `/?bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
  const signature = createHmac('sha1', '12345').update(`https://cueline.example${path}`).digest('base64');
  const headers = { 'x-twilio-signature': signature };
  expect(bySignature(headers, path, body)).toBe(true);
  expect(bySignature(headers, path, Buffer.from('{"a":2}'))).toBe(false);
});

test('without its settings nobody is known by a signature', () => {
  const { bySignature, mayBeSigned } = createAuthorize(CONTEXT);
  const headers = { 'x-twilio-signature': 'x' };
  expect([mayBeSigned(headers), bySignature(headers, '/', Buffer.from(''))]).toEqual([false, false]);
});
