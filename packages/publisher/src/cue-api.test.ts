import { createServer, type RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { InteractionId, readSettings } from '@cueline/shared';
import { startServer } from '@cueline/shared/testing';
import { expect, onTestFinished, test } from 'vitest';
import { createCueApi } from './cue-api.js';
import type { Note } from './note.js';
import { PublisherSettings } from './settings.js';

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
