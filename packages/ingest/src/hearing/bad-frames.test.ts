import { createKeys, createLog } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { createBadFrames } from './bad-frames.js';

const keys = createKeys('test');

/** Bad frames in a private Redis. */
async function setUp() {
  const server = await startRedisServer();
  const redis = new Redis(server.url, { maxRetriesPerRequest: null });
  redis.on('error', () => undefined); // it is away when a test wants it to be
  onTestFinished(async () => {
    redis.disconnect();
    await server.stop();
  });
  const lines: string[] = [];
  const log = createLog({ name: 'test', level: 'info', destination: { write: (line) => void lines.push(line) } });
  const badFrames = createBadFrames({ redis, layout: async () => ({ epoch: 0, partitions: 1, keys }), log });
  return {
    server,
    redis,
    lines,
    keep: (text: string) => badFrames.keep({ reason: 'not_json', interactionId: undefined, data: Buffer.from(text) }),
  };
}

test('while Redis is away, at most a hundred bad frames wait', async () => {
  const { server, redis, keep } = await setUp();
  await keep('before');
  await server.kill();
  const kept = Promise.all(Array.from({ length: 150 }, (_, i) => keep(`frame ${i}`)));
  await server.restart();
  await kept;
  expect(await redis.xlen(keys.badFrames(0))).toBe(101);
});

test('when there are more bad frames than are kept, the oldest are dropped', async () => {
  const { redis, keep } = await setUp();
  const pipeline = redis.pipeline();
  for (let i = 0; i < 1200; i += 1) pipeline.xadd(keys.badFrames(0), '*', 'reason', 'of old');
  await pipeline.exec();
  await keep('the latest');
  expect(await redis.xlen(keys.badFrames(0))).toBeLessThan(1200);
});

test('only the beginning of a long bad frame is kept, without a part of a number that continues after it', async () => {
  const { redis, keep } = await setUp();
  await keep(`${'x'.repeat(4087)} 4111 1111 1111 1111 ${'x'.repeat(5000)}`);
  const [kept] = await redis.xrange(keys.badFrames(0), '-', '+');
  const frame = kept?.[1].at(-1);
  expect(frame).toHaveLength(4096);
  expect(frame).not.toContain('4111');
});

test('each reason is logged once', async () => {
  const { keep, lines } = await setUp();
  await keep('one');
  await keep('two');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 'warn', reason: 'not_json' }]);
});

test('escapes and entities do not hide a number from masking', async () => {
  const { redis, keep } = await setUp();
  await keep('"\\u0034111 1111 1111 1111 was charged &#52;111&nbsp;1111&#32;1111 &amp;#49;111"');
  const [kept] = await redis.xrange(keys.badFrames(0), '-', '+');
  expect(kept?.[1].at(-1)).toBe('"[number] was charged [number]"');
});
