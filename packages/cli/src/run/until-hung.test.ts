import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { untilHung } from './until-hung.js';

/** A slow machine is given time to answer. */
const policy = { everyMs: 1, answersWithinMs: 60_000, times: 3 };

/** A server that answers a request or breaks it off, as `answers` says; counts its requests. */
async function serverThat(answers: (asked: number) => boolean) {
  let asked = 0;
  const url = await startServer((response) => {
    asked += 1;
    if (answers(asked)) response.end();
    else response.destroy();
  });
  return { url, asked: () => asked };
}

async function startServer(respond: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_, response) => respond(response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return `http://127.0.0.1:${port}`;
}

test('a process that leaves several requests in a row unanswered counts as hung', async () => {
  // Answered: the first and, after two that were not, the fourth: it was only slow.
  const { url, asked } = await serverThat((number) => [1, 4].includes(number));
  await untilHung(url, new AbortController().signal, policy);
  expect(asked()).toBe(7);
});

test('a process that accepts requests and never answers counts as hung', async () => {
  const url = await startServer(() => undefined);
  const hung = untilHung(url, new AbortController().signal, { ...policy, answersWithinMs: 20 });
  await expect(hung).resolves.toBeUndefined();
});

test('a process that has ended gets no more requests', async () => {
  const { url } = await serverThat(() => true);
  const ended = new AbortController();
  const hung = untilHung(url, ended.signal, policy);
  ended.abort();
  await expect(hung).rejects.toThrow(/abort/i);
});
