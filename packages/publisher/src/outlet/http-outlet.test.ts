import { createHash, createHmac, createVerify, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { InteractionId, parsePlatform } from '@cueline/shared';
import { startServer } from '@cueline/shared/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHttpOutlet } from './http-outlet.js';
import type { Note } from './note.js';

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const CALL = InteractionId.parse('call 1/2');
const cue = {
  kind: 'missing',
  key: 'k'.repeat(32),
  jobId: 'j',
  notedAtMs: Date.parse('2026-01-02T03:04:05Z'),
  items: ['notice', 'fee'],
  body: { type: 'compliance', title: 'Missing', description: 'Say "it" & more', priority: 'high', status: 'open' },
} as const satisfies Note;
const withdrawal: Note = { kind: 'resolve', key: 'w', jobId: 'j', notedAtMs: 1, cueKey: cue.key, cueId: 'id 7' };

let host: string;
let stop: () => void;
let received: Received[];
let answers: { status: number; body?: string }[];

beforeEach(async () => {
  received = [];
  answers = [];
  const server = createServer((request, response) => {
    void (async () => {
      const { method, url, headers } = request;
      received.push({ method, url, headers, body: await text(request) });
      const { status, body = '' } = answers.shift() ?? { status: 200 };
      response.writeHead(status).end(body);
    })();
  });
  ({ host, stop } = await startServer(server));
});
afterEach(() => stop());

/** The outlet that these lines of a platform file describe; `HOST` is the test's server. */
function outlet(lines: string, values: Readonly<Record<string, string>> = {}, now = Date.now) {
  const source = `version: 1
name: Acme
speech: {text: {exists: true}}
fields: {interactionId: call, speaker: who, text: text}
outlets:
  - name: acme
${lines.replaceAll('HOST', `http://${host}`).replaceAll(/^/gm, '    ')}`;
  const parsed = parsePlatform(source, 'acme.yaml');
  const [described] = parsed.ok ? (parsed.contract.outlets ?? []) : [];
  if (described === undefined || described === 'cxone') throw new Error(JSON.stringify(parsed));
  return createHttpOutlet({ outlet: described, values, now });
}

test('a cue goes out as the templates say, as JSON, as a form or as text', async () => {
  const facts = { now: '2026-01-02T03:04:05.000Z', expires: '2026-01-02T03:09:05.000Z', 'attributes.agentId': '12214' };
  const json = outlet(
    `show:
  method: PUT
  url: HOST/calls/{call}/notes?k={key}
  headers: {X-Rule: '{rule}', Authorization: 'Bearer {values.token}'}
  json: {subject: '{title} {key}', to: ['{attributes.agentId|number}', '{attributes.agentId}'], until: '{expires|s}', on: true}
  id: made.id
visible: 5m`,
    { token: 's3cret-token' },
  );
  expect(json.asks).toEqual({ attributes: ['agentId'], visibleMs: 300_000 });
  answers = [{ status: 201, body: '{"made":{"id":77}}' }];
  expect(await json.send(CALL, { ...cue, facts }, '')).toEqual({ kind: 'accepted', status: 201, cueId: '77' });
  expect(received[0]).toMatchObject({
    method: 'PUT',
    url: `/calls/call%201%2F2/notes?k=${cue.key}`,
    headers: { 'x-rule': 'notice', authorization: 'Bearer s3cret-token', 'content-type': 'application/json' },
  });
  expect(JSON.parse(received[0]!.body)).toEqual({
    subject: `Missing ${cue.key}`,
    to: [12214, '12214'],
    until: 1767323345,
    on: true,
  });

  await outlet(`show: {url: 'HOST/form', form: {p1: '{description}', p2: '{rules}'}}\nrepeats: harmless`).send(
    CALL,
    cue,
    '',
  );
  expect(received[1]).toMatchObject({ method: 'POST', body: 'p1=Say+%22it%22+%26+more&p2=notice%2C+fee' });
  await outlet(`show: {url: 'HOST/text', text: '{kind}: {title|4}', headers: {X-Id: '{key}'}}`).send(CALL, cue, '');
  expect(received[2]).toMatchObject({ body: 'missing: Mis…', headers: { 'x-id': cue.key } });
});

test('no value in a URL leads to another path or host', async () => {
  const acme = outlet(`show: {url: 'HOST/a/{attributes.x}/b', text: '{key}'}`);
  for (const value of ['..', '.', '../c', '?x#', 'a\ud800b'])
    await acme.send(CALL, { ...cue, facts: { 'attributes.x': value } }, '');
  expect(received.map(({ url }) => url)).toEqual([
    '/a/_/b',
    '/a/_/b',
    '/a/..%2Fc/b',
    '/a/%3Fx%23/b',
    '/a/a%EF%BF%BDb/b',
  ]);
});

test('answers mean what the file says, before what HTTP says', async () => {
  const sent = async (status: number, body: string) => {
    answers = [{ status, body }];
    const acme = outlet(`show: {url: HOST, text: '{key}'}
answers:
  shown: [409]
  refused: [{body: {'invalid[0]': {exists: true}}}, 404]
  rejected: [{status: 400, body: {code: [TooLong, Malformed]}}]
  again: [500, {body: {state: pending}}]
  hold: [418]`);
    return (await acme.send(CALL, cue, '')).kind;
  };
  expect(await sent(200, '{}')).toBe('accepted');
  expect(await sent(200, '{"invalid":[12]}')).toBe('refused');
  expect(await sent(200, '{"state":"Pending"}')).toBe('unavailable');
  expect(await sent(409, '{"error":"locked"}')).toBe('accepted');
  expect(await sent(404, '')).toBe('refused');
  expect(await sent(400, '{"code":"toolong"}')).toBe('rejected');
  expect(await sent(500, '')).toBe('unavailable');
  expect(await sent(418, '')).toBe('misconfigured');
  // of these the file says nothing
  expect(await sent(429, '')).toBe('rate_limited');
  expect(await sent(401, '')).toBe('unauthorized');
  expect(await sent(200, '<html>log in</html>')).toBe('misconfigured');
});

test('a cue is withdrawn by its id; one that is gone need not be', async () => {
  const lines = `show: {url: HOST, text: '{key}', id: id}\nwithdraw: {url: 'HOST/{cueId}'}`;
  answers = [{ status: 204 }, { status: 404 }, { status: 503 }];
  const kinds = [];
  for (let i = 0; i < 3; i += 1) kinds.push((await outlet(lines).send(CALL, withdrawal, '')).kind);
  expect(kinds).toEqual(['accepted', 'accepted', 'unavailable']);
  expect(received[0]).toMatchObject({ method: 'DELETE', url: '/id%207', body: '' });
  expect(outlet(lines).canWithdraw).toBe(true);
  expect(outlet(`show: {url: HOST, text: '{key}'}`).canWithdraw).toBe(false);
});

test('where the receiver knows no keys, a cue of unknown outcome is looked for before it is shown again', async () => {
  const acme = outlet(`show: {url: HOST/messages, json: {subject: '{title} #{key}'}}
find: {url: HOST/messages, list: messages, where: subject, id: guid}`);
  const listing = (...subjects: string[]) => ({
    status: 200,
    body: JSON.stringify({ messages: subjects.map((subject) => ({ subject, guid: 'g-1' })) }),
  });
  expect(await acme.send(CALL, cue, '')).toMatchObject({ kind: 'accepted' });
  expect(received.map(({ method }) => method)).toEqual(['POST']); // nothing to look for yet

  answers = [listing('Missing #other', `Missing #${cue.key}`)];
  expect(await acme.send(CALL, cue, '', true)).toEqual({ kind: 'accepted', status: 200, cueId: 'g-1' });
  answers = [listing('Missing #other'), { status: 201 }];
  expect(await acme.send(CALL, cue, '', true)).toMatchObject({ kind: 'accepted', status: 201 });
  expect(received.slice(1).map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);

  // As long as it is not known whether it is there, it is not shown again.
  for (const answer of [{ status: 404 }, { status: 200, body: '{}' }, { status: 500 }]) {
    answers = [answer];
    expect(await acme.send(CALL, cue, '', true)).toMatchObject({ kind: 'unavailable' });
  }
  expect(received.slice(4).map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
});

test('what an answer repeats of the credentials is not kept', async () => {
  const acme = outlet(`show: {url: HOST, text: '{key}', headers: {X-Api-Key: '{values.apiKey}'}}`, {
    apiKey: 'abcdefgh1234',
  });
  answers = [{ status: 422, body: 'no right for abcdefgh1234' }];
  expect(await acme.send(CALL, cue, '')).toEqual({ kind: 'rejected', status: 422, body: 'no right for [redacted]' });
});

const SIGV4 = `show:
  method: PUT
  url: HOST/notifications/i-1?b=2&a=x%20y
  json: {Recipients: ['{attributes.userArn}'], Content: {en_US: '{description|250}'}, ClientToken: '{key}'}
sign: {kind: aws, service: connect, region: eu-central-1, keyId: '{values.keyId}', secretKey: '{values.key}', sessionToken: '{values.session}'}`;

test('a request to AWS carries a signature that its receiver can check', async () => {
  const values = { keyId: 'AKIDEXAMPLE', key: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', session: 'session-token' };
  await outlet(SIGV4, values).send(CALL, { ...cue, facts: { 'attributes.userArn': 'arn:1' } }, '');
  const { headers, body } = received[0]!;
  const [, scope = '', signed = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/(\S+), ?SignedHeaders=(\S+), ?Signature=(\w{64})$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  expect(signed.split(';')).toEqual(expect.arrayContaining(['host', 'x-amz-date', 'x-amz-security-token']));
  expect(headers['x-amz-security-token']).toBe('session-token');

  // As AWS documents it.
  const sha256 = (data: string) => createHash('sha256').update(data).digest('hex');
  const hmac = (key: Buffer | string, data: string) => createHmac('sha256', key).update(data).digest();
  const named = signed.split(';').map((name) => `${name}:${String(headers[name])}\n`);
  const canonical = ['PUT', '/notifications/i-1', 'a=x%20y&b=2', named.join(''), signed, sha256(body)].join('\n');
  const date = String(headers['x-amz-date']);
  expect(scope).toBe(`${date.slice(0, 8)}/eu-central-1/connect/aws4_request`);
  const key = scope.split('/').reduce<Buffer | string>(hmac, `AWS4${values.key}`);
  expect(signature).toBe(hmac(key, ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')).toString('hex'));
  expect(Math.abs(Date.parse(date.replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5')) - Date.now())).toBeLessThan(
    60_000,
  );
});

test('a request signed by a JWT says who it is, until when, and only once', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const acme = outlet(
    `show:
  url: HOST/telephony/v1/voiceCalls/{call}/realtimeConversationEvents
  headers: {Telephony-Provider-Name: Acme}
  json: {service: Acme, persist: false, events: [{type: signal, value: '{rule}', startTime: '{now|ms}'}]}
repeats: harmless
sign: {kind: jwt, algorithm: RS256, key: '{values.key}', claims: {iss: 00D1, sub: Center, aud: '{values.audience}'}, life: 2m}`,
    { key, audience: 'https://scrt.example' },
    () => 1_800_000_000_000,
  );
  for (let i = 0; i < 2; i += 1) await acme.send(CALL, cue, '');
  const tokens = received.map(({ headers }) => /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '');
  const claims = tokens.map((token) => {
    const [header = '', payload = '', signature = ''] = token.split('.');
    const isOurs = createVerify('RSA-SHA256').update(`${header}.${payload}`).verify(publicKey, signature, 'base64url');
    expect(isOurs).toBe(true);
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ alg: 'RS256', typ: 'JWT' });
    return JSON.parse(Buffer.from(payload, 'base64url').toString());
  });
  expect(claims[0]).toEqual({
    iss: '00D1',
    sub: 'Center',
    aud: 'https://scrt.example',
    iat: 1_800_000_000,
    exp: 1_800_000_120,
    jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(claims[1].jti).not.toBe(claims[0].jti);
  expect(JSON.parse(received[0]!.body)).toMatchObject({ events: [{ value: 'notice', startTime: cue.notedAtMs }] });
});
