import { createServer } from 'node:http';
import { createLog } from '@cueline/shared';
import { startServer } from '@cueline/shared/testing';
import { expect, onTestFinished, test } from 'vitest';
import { createContacts } from './contacts.js';
import { createContactList } from './list-contacts.js';

test('a list that cannot be read again and again is warned of, with why, until it can', async () => {
  let status = 503;
  let reads = 0;
  const { host, stop } = await startServer(
    createServer((_request, response) => {
      reads += 1;
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"calls":[{"id":"call-1"}]}');
    }),
  );
  const stopping = new AbortController();
  const log = createLog({ name: 'ingest', level: 'silent' });
  const contacts = createContacts({ now: () => reads, lingerMs: 0, onOver: () => undefined });
  const list = createContactList({
    listed: { url: `http://${host}/calls`, list: 'calls', call: 'id', every: '10ms' },
    contacts,
    tokens: { get: () => Promise.resolve('token'), invalidate: () => undefined, idToken: () => undefined },
    valueOf: () => Promise.resolve(() => ''),
    now: () => reads,
    log,
    signal: stopping.signal,
  });
  const ended = list.run();
  onTestFinished(async () => {
    stopping.abort();
    await ended;
    stop();
  });
  expect(list.warning()).toBeUndefined();
  await expect.poll(list.warning).toMatchObject({
    reason: 'the list of calls cannot be read: it was answered with 503',
  });
  expect(reads).toBeGreaterThanOrEqual(3);
  status = 200;
  await expect.poll(list.warning).toBeUndefined();
  expect(contacts.live()).toMatchObject([{ call: 'call-1' }]);
});
