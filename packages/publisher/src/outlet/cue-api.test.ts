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

test('an answer without an end is read only as far as an answer may be long', async () => {
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

test('an answer that comes too late counts as none', async () => {
  const sent = send(post, () => undefined, { CXONE_CUE_TIMEOUT_MS: '100' });
  await expect(sent).rejects.toMatchObject({ name: 'CueError', code: 'TIMED_OUT' });
});

test('a compressed answer is not decompressed, as it could be huge, and is treated as text', async () => {
  const packed = gzipSync('a body');
  const answer = await send(post, (_, response) => response.writeHead(422, { 'content-encoding': 'gzip' }).end(packed));
  expect(answer).toEqual({ kind: 'rejected', status: 422, body: packed.toString() });
});

test('a redirect is not followed, so token and cue go nowhere else', async () => {
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

test('a server that does not speak TLS is a wrong setting', async () => {
  const { host, stop } = await startServer(createServer());
  onTestFinished(stop);
  const answer = await send(post, () => undefined, { CXONE_CUES_URL: `https://${host}/{interactionId}/cues` });
  expect(answer).toMatchObject({ kind: 'misconfigured', why: expect.stringContaining('CXONE_CUES_URL') });
});

test('the status of an answer that was cut is known', async () => {
  const sent = send(post, (_, response) => {
    response.writeHead(201, { 'content-length': 100 });
    response.write('{', () => response.destroy());
  });
  await expect(sent).rejects.toMatchObject({ code: 'UNREACHABLE', status: 201, mayBeTaken: true });
});
