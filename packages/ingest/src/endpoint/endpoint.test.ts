import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { createLog } from '@cueline/shared';
import { freePorts } from '@cueline/shared/testing';
import { expect, onTestFinished, test } from 'vitest';
import { createAuthorize } from './authorize.js';
import { openEndpoint, type Taken } from './endpoint.js';

const SECRET = 'a-secret-of-this-test';
const FRAME = { call: 'c-1', text: 'hello' };

/** An endpoint that writes when `written` resolves, and an agent that keeps one connection to it. */
async function startEndpoint(written: Promise<void> = Promise.resolve()) {
  const [port = 0] = await freePorts(1);
  const taken: object[] = [];
  const isTaken = Promise.withResolvers<void>();
  const endpoint = await openEndpoint({
    host: '127.0.0.1',
    port,
    authorize: createAuthorize({
      secret: SECRET,
      header: 'authorization',
      twilioToken: undefined,
      publicUrl: undefined,
    }),
    maxBodyBytes: 1000,
    maxRequests: 1000,
    take: (frames): Taken => {
      taken.push(...frames.map(({ frame }) => frame));
      isTaken.resolve();
      return { records: frames.length, bad: 0, written };
    },
    isBehind: () => false,
    onRequest: () => undefined,
    log: createLog({ name: 'test', level: 'silent' }),
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => {
    agent.destroy();
    return endpoint.close();
  });
  const headers = { authorization: SECRET, 'content-type': 'application/json' };
  /** Posts a body in pieces. */
  async function post(pieces: readonly string[]) {
    const sent = request({ host: '127.0.0.1', port, agent, method: 'POST', headers });
    const answered = new Promise<IncomingMessage>((resolve, reject) =>
      sent.on('response', resolve).on('error', reject),
    );
    for (const piece of pieces) await new Promise((resolve) => sent.write(piece, resolve));
    sent.end();
    const answer = await answered;
    await once(answer.resume(), 'end');
    return { status: answer.statusCode, headers: answer.headers, isReused: sent.reusedSocket };
  }
  return { endpoint, taken, isTaken: isTaken.promise, post };
}

test('a connection is kept for the next post, longer than a load balancer keeps it', async () => {
  const { post } = await startEndpoint();
  expect(await post([JSON.stringify(FRAME)])).toMatchObject({ status: 200, isReused: false });
  const next = await post([JSON.stringify(FRAME)]);
  expect(next).toMatchObject({ status: 200, isReused: true, headers: { 'keep-alive': 'timeout=75' } });
});

test('a body in pieces is one, and none that is too long', async () => {
  const { post, taken } = await startEndpoint();
  expect(await post(['{"call":"c-1",', '"text":"hello"}'])).toMatchObject({ status: 200 });
  const long = ['{"call":"c-1","text":"', 'x'.repeat(600), 'x'.repeat(600), '"}'];
  expect(await post(long)).toMatchObject({ status: 413, headers: { connection: 'close' } });
  expect(taken).toEqual([FRAME]);
});

test('an endpoint that closes answers what it has taken, and keeps no connection', async () => {
  const written = Promise.withResolvers<void>();
  const { endpoint, post, isTaken } = await startEndpoint(written.promise);
  const answer = post([JSON.stringify(FRAME)]);
  await isTaken;
  const closed = endpoint.close();
  written.resolve();
  expect(await answer).toMatchObject({ status: 200, headers: { connection: 'close' } });
  await closed;
});
