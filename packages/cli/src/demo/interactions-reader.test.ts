import { emptyState, formatState } from '@cueline/rules';
import { createKeys, InteractionId } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { createInteractionsReader } from './interactions-reader.js';
import { oneRulePack } from './one-rule-pack.fixture.js';

test('an interaction that has gone, and whose outcome has not come yet, stays as it was', async () => {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  const redis = new Redis(server.url);
  onTestFinished(() => redis.disconnect());
  const keys = createKeys('cueline');
  const reader = createInteractionsReader({ redis, keys, partitions: 1, pack: oneRulePack('Notice') });
  const key = keys.interaction(0, InteractionId.parse('4711'));
  await redis.hset(key, { state: formatState(emptyState(1e6)) });
  const known = new Map(await reader.read(['4711']));
  expect([...known.keys()]).toEqual(['4711']);
  await redis.del(key);
  expect(await reader.read(['4711'])).toEqual(known);
});
