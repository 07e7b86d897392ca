import { compilePack } from '@cueline/rules';
import { createKeys, createLog } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import { expect, onTestFinished, test } from 'vitest';
import { createMatcherMetrics } from './metrics.js';
import { createPacks } from './packs.js';
import { PACK } from './partition.fixture.js';

test('a pack that Redis has lost is stored again', async () => {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  const redis = new Redis(server.url);
  onTestFinished(() => redis.disconnect());
  const keys = createKeys('test');
  const pack = compilePack(PACK);
  const log = createLog({ name: 'test', level: 'silent' });
  const metrics = createMatcherMetrics(new Registry());
  const packs = createPacks({ redis, keys, log, metrics, first: pack });
  await packs.use(pack);
  const stored = await redis.hget(keys.packs, pack.digest);
  await redis.del(keys.packs);
  await packs.restore();
  expect(await redis.hget(keys.packs, pack.digest)).toBe(stored);
});
