import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { gzipSync } from 'node:zlib';
import { InteractionId, readSettings } from '@cueline/shared';
import { makeCertificates, startServer } from '@cueline/shared/testing';
import { expect, onTestFinished, test } from 'vitest';
import { createCueApi } from './cue-api.js';
import type { Note } from './note.js';
import { PublisherSettings } from '../settings.js';

const resolve: Note = { kind: 'resolve', key: 'k', jobId: 'j', notedAtMs: 1, cueKey: 'c', cueId: 'i' };
const body = { type: 'compliance', title: 't', description: 'd', priority: 'high', status: 'open' } as const;
const post: Note = { kind: 'missing', key: 'k', jobId: 'j', notedAtMs: 1, items: [], body };

/** Sends a note to a server that answers like this. */
async function send(note: Note, answer: RequestListener, environment: Readonly<Record<string, string>> = {}) {
  const { host, stop } = await startServer(createServer(answer));
  onTestFinished(stop);
  const settings = readSettings(PublisherSettings, {
    CXONE_CLIENT_ID: 'a',
    CXONE_CLIENT_SECRET: 'b',
    CXONE_CUES_URL: `http://${host}/{interactionId}/cues`,
    ...environment,
  });
  return createCueApi({ settings, now: Date.now }).send(InteractionId.parse('x'), note, 'token');
}

test('of an answer without an end no more is read than an answer needs', async () => {
  const sent = send(resolve, (_, response) => {
    const write = () => {
      while (response.writable && response.write('x'.repeat(65_536)));
    };
    response.on('drain', write);
    response.writeHead(422);
    write();
  });
  await expect(sent).rejects.toMatchObject({ name: 'CueError', code: 'UNAVAILABLE' });
});

test('an answer that does not come in time is none', async () => {
  const sent = send(post, () => undefined, { CXONE_CUE_TIMEOUT_MS: '100' });
  await expect(sent).rejects.toMatchObject({ name: 'CueError', code: 'TIMED_OUT' });
});

test('a packed answer is not unpacked, as it could be huge, and is text like any other', async () => {
  const packed = gzipSync('a body');
  const answer = await send(post, (_, response) => response.writeHead(422, { 'content-encoding': 'gzip' }).end(packed));
  expect(answer).toEqual({ kind: 'rejected', status: 422, body: packed.toString() });
});

test('a redirect is not followed: token and cue go nowhere else', async () => {
  const paths: (string | undefined)[] = [];
  const answer = await send(post, (request, response) => {
    paths.push(request.url);
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  expect(answer).toMatchObject({ kind: 'misconfigured', status: 307 });
  expect(paths).toEqual(['/x/cues']);
});

test('a certificate that nobody vouches for is a wrong setting, and nothing is sent', async () => {
  const { certificate, key, remove } = await makeCertificates();
  onTestFinished(remove);
  let requests = 0;
  const options = { cert: await readFile(certificate), key: await readFile(key) };
  const { host, stop } = await startServer(createTlsServer(options, () => (requests += 1)));
  onTestFinished(stop);
  const answer = await send(post, () => undefined, { CXONE_CUES_URL: `https://${host}/{interactionId}/cues` });
  expect(answer).toMatchObject({ kind: 'misconfigured', why: expect.stringMatching(/TLS.*NODE_EXTRA_CA_CERTS/) });
  expect(requests).toBe(0);
});

test('TLS to a server that speaks none is a wrong setting', async () => {
  const { host, stop } = await startServer(createServer());
  onTestFinished(stop);
  const answer = await send(post, () => undefined, { CXONE_CUES_URL: `https://${host}/{interactionId}/cues` });
  expect(answer).toMatchObject({ kind: 'misconfigured', why: expect.stringContaining('CXONE_CUES_URL') });
});

test('of an answer that is cut the status is known', async () => {
  const sent = send(post, (_, response) => {
    response.writeHead(201, { 'content-length': 100 });
    response.write('{', () => response.destroy());
  });
  await expect(sent).rejects.toMatchObject({ code: 'UNREACHABLE', status: 201, mayBeTaken: true });
});
