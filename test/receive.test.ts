import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { createKeys } from '@cueline/shared';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { type CuelineProcess, startProcess } from './harness/cueline-process.js';
import { type StandaloneRedis, startRedis } from './harness/redis.js';

const SECRET = 'a-secret-of-this-test';
const AUTHORIZED = { authorization: `Bearer ${SECRET}` };

async function startReceiver(settings: Readonly<Record<string, string>> = {}) {
  const redis = await startRedis();
  const receiver = await startProcess('receive', {
    ...redis.environment,
    PLATFORM_FILE: 'platforms/plain.yaml',
    RECEIVE_PORT: '0',
    RECEIVE_SECRET: SECRET,
    ...settings,
  });
  await receiver.ready();
  return { redis, receiver };
}

/** Where the endpoint is now. */
function addressOf(receiver: CuelineProcess): string {
  const port = receiver.log.findLast(({ msg }) => msg === 'frames are received')?.port;
  return `127.0.0.1:${port}`;
}

/** The status of a post; undefined if nobody answered. */
async function post(receiver: CuelineProcess, body: unknown, headers: Record<string, string> = AUTHORIZED) {
  try {
    const answer = await fetch(`http://${addressOf(receiver)}/frames`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers,
      signal: AbortSignal.timeout(10_000),
    });
    await answer.text();
    return answer.status;
  } catch {
    return undefined;
  }
}

const text = (id: number, call = `c-${id % 7}`) => ({ call, id, speaker: 'agent', text: `this is text ${id}` });

const Written = z.object({ segmentId: z.string().optional(), ended: z.boolean().optional() });

/** Ids of all segments in the streams, in no order. */
async function writtenIds({ client, partitions }: StandaloneRedis): Promise<number[]> {
  const keys = createKeys('cueline');
  const streams = await Promise.all(
    Array.from({ length: partitions }, (_, partition) => client.xrange(keys.segments(partition), '-', '+')),
  );
  return streams.flat().flatMap(([, [, , , segment = '']]) => {
    const { segmentId } = Written.parse(JSON.parse(segment));
    return segmentId === undefined ? [] : [Number(segmentId)];
  });
}

const upTo = (count: number) => Array.from({ length: count }, (_, id) => id);
const inOrder = (ids: readonly number[]) => ids.toSorted((a, b) => a - b);

/** Posts one text after the other until told to stop, each until it is answered with 2xx; `answered` grows meanwhile. Gives how many. */
async function postAll(receiver: CuelineProcess, answered: number[], signal: AbortSignal): Promise<number> {
  const refused: number[] = [];
  let count = 0;
  const next = () => {
    const again = refused.shift();
    if (again !== undefined || signal.aborted) return again;
    count += 1;
    return count - 1;
  };
  const sender = async () => {
    for (let id = next(); id !== undefined; id = next()) {
      const status = await post(receiver, text(id));
      if (status === 200) answered.push(id);
      else {
        refused.push(id);
        await delay(20);
      }
    }
  };
  await Promise.all(upTo(8).map(sender));
  return count;
}

test('frames are taken in each form, and what is not for us is refused', async () => {
  const { redis, receiver } = await startReceiver({ RECEIVE_MAX_KB: '8', RECEIVE_RATE_MAX: '40' });
  const asForm = new URLSearchParams({ call: 'c-1', id: '3', speaker: 'agent', text: 'this is a form' }).toString();
  expect(await post(receiver, text(0))).toBe(200);
  expect(await post(receiver, [text(1), text(2), { call: 'c-1', event: 'ended' }])).toBe(200);
  const form = { ...AUTHORIZED, 'content-type': 'application/x-www-form-urlencoded' };
  expect(await post(receiver, asForm, form)).toBe(200);
  expect(inOrder(await writtenIds(redis))).toEqual([0, 1, 2, 3]);

  expect(await post(receiver, text(9), {})).toBe(401);
  expect(await post(receiver, text(9), { authorization: 'Bearer another' })).toBe(401);
  expect(await post(receiver, 'no json')).toBe(400);
  expect(await post(receiver, { ...text(9), text: 'x'.repeat(9000) })).toBe(413);
  const { status } = await fetch(`http://${addressOf(receiver)}/`);
  expect(status).toBe(405);
  // a record that cannot be read does not get better by being sent again
  expect(await post(receiver, { call: 'c-1', text: 'nobody says this' })).toBe(200);
  const answers = async () => new Set(await Promise.all(upTo(80).map(() => post(receiver, []))));
  await expect.poll(answers).toEqual(new Set([200, 429])); // a slow machine sends fewer in a second
  expect(inOrder(await writtenIds(redis))).toEqual([0, 1, 2, 3]);
  expect(await receiver.stop()).toBe(0);
});

test('on a WebSocket messages are acknowledged once Redis has them', async () => {
  const { redis, receiver } = await startReceiver();
  const refused = new WebSocket(`ws://${addressOf(receiver)}/`);
  refused.on('error', () => undefined);
  const [, { statusCode }] = await once(refused, 'unexpected-response');
  expect(statusCode).toBe(401);
  const socket = new WebSocket(`ws://${addressOf(receiver)}/`, { headers: AUTHORIZED });
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  let written = 0;
  let isWritten: Promise<number[]> = Promise.resolve([]);
  socket.on('message', (data) => {
    ({ written } = z.object({ written: z.number() }).parse(JSON.parse(Buffer.isBuffer(data) ? data.toString() : '')));
    if (written === 50) isWritten = writtenIds(redis);
  });
  for (const id of upTo(50)) socket.send(JSON.stringify(text(id)));
  await expect.poll(() => written).toBe(50);
  expect(inOrder(await isWritten)).toEqual(upTo(50));
});

test('what was answered with 2xx is in Redis, though the receiver and Redis are killed, and nothing is there twice', async () => {
  const { redis, receiver } = await startReceiver();
  // with every second, a Redis that is killed may not have written what it has just answered
  await redis.client.config('SET', 'appendfsync', 'always');
  const answered: number[] = [];
  const enough = new AbortController();
  const all = postAll(receiver, answered, enough.signal);
  const kept = async () => {
    const known = [...answered];
    const there = new Set(await writtenIds(redis));
    expect(known.filter((id) => !there.has(id))).toEqual([]);
  };

  await expect.poll(() => answered.length).toBeGreaterThan(200);
  await receiver.kill();
  await kept();
  await receiver.restart();
  await receiver.ready();
  const before = answered.length;
  await expect.poll(() => answered.length).toBeGreaterThan(before + 200);
  await redis.server.restart();
  await kept();
  await expect.poll(() => answered.length).toBeGreaterThan(before + 250);
  await receiver.restart();

  enough.abort();
  const ids = upTo(await all);
  expect(inOrder(await writtenIds(redis))).toEqual(ids);
  expect(await receiver.stop()).toBe(0);
});

test('a receiver without Redis says 503, and takes frames again once it is back', async () => {
  const { redis, receiver } = await startReceiver();
  await redis.server.kill();
  await expect.poll(() => post(receiver, text(0)), { timeout: 60_000 }).toBe(503);
  await redis.server.restart();
  await expect.poll(() => post(receiver, text(0)), { timeout: 60_000 }).toBe(200);
  expect(await writtenIds(redis)).toEqual([0]);
});

test('a receiver that anybody could post to does not start', async () => {
  await expect(startProcess('receive', { REDIS_URL: 'redis://127.0.0.1:1' })).rejects.toThrow(
    'RECEIVE_SECRET is required',
  );
  const twilio = { REDIS_URL: 'redis://127.0.0.1:1', RECEIVE_TWILIO_TOKEN: 'token' };
  await expect(startProcess('receive', twilio)).rejects.toThrow('RECEIVE_PUBLIC_URL is required');
});
