import { once } from 'node:events';
import { createServer } from 'node:http';
import { InteractionId, readSettings } from '@cueline/shared';
import { expect, onTestFinished, test } from 'vitest';
import { createCueApi } from './cue-api.js';
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
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  const settings = readSettings(PublisherSettings, {
    CXONE_CLIENT_ID: 'a',
    CXONE_CLIENT_SECRET: 'b',
    CXONE_BASE_URL: `http://127.0.0.1:${address.port}`,
  });
  const note = { kind: 'resolve', key: 'k', jobId: 'j', notedAtMs: 1, cueKey: 'c', cueId: 'i' } as const;
  const sent = createCueApi({ settings, now: Date.now }).send(InteractionId.parse('x'), note, 'token');
  await expect(sent).rejects.toMatchObject({ name: 'CueError', code: 'UNAVAILABLE' });
});
