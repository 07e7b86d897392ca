import { createServer } from 'node:http';
import { InteractionId, readSettings } from '@cueline/shared';
import { startServer } from '@cueline/shared/testing';
import { expect, onTestFinished, test } from 'vitest';
import { createCueApi } from './cue-api.js';
import type { Note } from './note.js';
import { PublisherSettings } from './settings.js';

test('of an answer without an end no more is read than an answer needs', async () => {
  const server = createServer((_, response) => {
    const write = () => {
      while (response.writable && response.write('x'.repeat(65_536)));
    };
    response.on('drain', write);
    response.writeHead(422);
    write();
  });
  const { host, stop } = await startServer(server);
  onTestFinished(stop);
  const settings = readSettings(PublisherSettings, {
    CXONE_CLIENT_ID: 'a',
    CXONE_CLIENT_SECRET: 'b',
    CXONE_BASE_URL: `http://${host}`,
  });
  const note = { kind: 'resolve', key: 'k', jobId: 'j', notedAtMs: 1, cueKey: 'c', cueId: 'i' } as const;
  const sent = createCueApi({ settings, now: Date.now }).send(InteractionId.parse('x'), note, 'token');
  await expect(sent).rejects.toMatchObject({ name: 'CueError', code: 'UNAVAILABLE' });
});

test('a redirect is not followed: token and cue go nowhere else', async () => {
  const paths: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url);
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  const { host, stop } = await startServer(server);
  onTestFinished(stop);
  const settings = readSettings(PublisherSettings, {
    CXONE_CLIENT_ID: 'a',
    CXONE_CLIENT_SECRET: 'b',
    CXONE_CUES_URL: `http://${host}/{interactionId}/cues`,
  });
  const body = { type: 'compliance', title: 't', description: 'd', priority: 'high', status: 'open' } as const;
  const note: Note = { kind: 'missing', key: 'k', jobId: 'j', notedAtMs: 1, items: [], body };
  const answer = await createCueApi({ settings, now: Date.now }).send(InteractionId.parse('x'), note, 'token');
  expect(answer).toMatchObject({ kind: 'unavailable', status: 307 });
  expect(paths).toEqual(['/x/cues']);
});
