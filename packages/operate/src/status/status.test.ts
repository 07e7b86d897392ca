import { createKeys } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { readStatus } from './status.js';

test("a platform's delay is not counted as lag, nor is a delay that was declared just now as a clock that was set back", async () => {
  const server = await startRedisServer();
  const redis = new Redis(server.url);
  onTestFinished(async () => {
    redis.disconnect();
    await server.stop();
  });
  const keys = createKeys('cueline');
  await redis.set(keys.partitions, '1');
  const lagOf = async (delay: number, watermarkAgoMs: number) => {
    const nowMs = Date.now();
    await redis.hset(keys.listening(0), { listened: nowMs, watermark: nowMs - watermarkAgoMs, delay });
    const status = await readStatus({ redis, prefix: 'cueline' });
    return Math.round((status?.partitions[0]?.watermarkLagMs ?? Number.NaN) / 10_000);
  };
  expect(await lagOf(0, 40_000)).toBe(4);
  expect(await lagOf(40_000, 40_000)).toBe(0);
  expect(await lagOf(40_000, 90_000)).toBe(5);
  expect(await lagOf(40_000, 0)).toBe(0); // the watermark waits until the delay has passed
});
