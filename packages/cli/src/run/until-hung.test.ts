import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { untilHung } from './until-hung.js';

const policy = { everyMs: 1, answersWithinMs: 100, times: 3 };

/** A server that answers, or not, as `answers` says; counts what it was asked. */
async function serverThat(answers: (asked: number) => boolean) {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    if (answers(asked)) response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}`, asked: () => asked };
}

test('a process that leaves several requests in a row unanswered counts as hung', async () => {
  // Answered: the first and, after two that were not, the fourth: it was only slow.
  const { url, asked } = await serverThat((number) => [1, 4].includes(number));
  await untilHung(url, new AbortController().signal, policy);
  expect(asked()).toBe(7);
});

test('a process that has ended gets no more requests', async () => {
  const { url } = await serverThat(() => true);
  const ended = new AbortController();
  const hung = untilHung(url, ended.signal, policy);
  ended.abort();
  await expect(hung).rejects.toThrow(/abort/i);
});
