import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createLog } from '../logging/log.js';
import { redisSettings } from './redis-settings.js';
import { createRedis } from './redis.js';
import type { RedisClient } from './redis-client.js';
import { createReplicated, UnreplicatedError } from './replicated.js';
import { readSettings } from '../settings/settings.js';
import { startRedisCluster } from '../testing/redis-cluster.js';
import { startReplicatedRedis } from '../testing/redis-sentinel.js';
import { startRedisServer } from '../testing/redis-server.js';

const log = createLog({ name: 'test', level: 'silent' });

function connect(environment: Readonly<Record<string, string>>): RedisClient {
  const redis = createRedis(readSettings(z.object(redisSettings), environment), { role: 'commands', log });
  onTestFinished(() => redis.disconnect());
  return redis;
}

test('a write that a replica has counts, and its result is returned', async () => {
  const { sentinel, stop } = await startReplicatedRedis();
  onTestFinished(stop);
  const redis = connect({ REDIS_SENTINELS: sentinel });
  // on a machine with much to do a replica may need longer than a write waits for it
  await expect.poll(() => createReplicated(redis, 1)('key', () => redis.set('key', 'x'))).toBe('OK');
});

test('in a Cluster, the node that holds the key is asked', async () => {
  const { masters, stop } = await startRedisCluster();
  onTestFinished(stop);
  const redis = connect({ REDIS_CLUSTER_NODES: masters.map(({ port }) => `127.0.0.1:${port}`).join(',') });
  for (const key of ['{0}', '{1}', '{2}', '{3}', '{4}', '{5}']) {
    await expect.poll(() => createReplicated(redis, 1)(key, () => redis.set(key, 'x'))).toBe('OK');
    const refusal = () => createReplicated(redis, 2)(key, () => redis.set(key, 'x')).catch(String);
    await expect.poll(refusal).toContain('1 of 2 replicas');
  }
});

test('a write that no replica has does not count, unless none is required', async () => {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  const redis = connect({ REDIS_URL: server.url });
  await expect(createReplicated(redis, 1)('key', () => redis.incr('key'))).rejects.toThrow(UnreplicatedError);
  expect(await createReplicated(redis, 0)('key', () => redis.incr('key'))).toBe(2);
});

test('a confirmation from another master than the one written to does not count', async () => {
  const { master, sentinel, stop } = await startReplicatedRedis({ replicas: 2 });
  onTestFinished(stop);
  const redis = connect({ REDIS_SENTINELS: sentinel });
  const written = createReplicated(redis, 1)('key', async () => {
    const count = await redis.incr('key');
    master.signal('SIGSTOP'); // the client asks the next master, which has a replica
    return count;
  });
  await expect(written).rejects.toThrow('the connection broke before replicas confirmed a write');
});

test('a replaced master is detected, and left for the one that Sentinel has promoted', async () => {
  const { master, replicas, sentinel, stop } = await startReplicatedRedis({ replicas: 2, staysMaster: true });
  onTestFinished(stop);
  const redis = connect({ REDIS_SENTINELS: sentinel });
  if (!(redis instanceof Redis)) throw new TypeError('it is one server');
  const replicated = createReplicated(redis, 1);
  await expect.poll(() => replicated('key', () => redis.set('key', 'first'))).toBe('OK');
  // shorter than the socket timeout, longer than Sentinel waits: the client is not informed
  master.signal('SIGSTOP');
  await Promise.race(replicas.map((replica) => replica.logged('MASTER MODE enabled')));
  master.signal('SIGCONT');
  const write = async () => {
    const answer = await replicated('key', () => redis.set('key', 'last')).catch(String);
    return { answer, isLeft: redis.stream.remotePort !== master.port };
  };
  await expect.poll(write, { timeout: 60_000 }).toEqual({ answer: 'OK', isLeft: true });
  const [role] = await redis.role();
  expect(role).toBe('master');
});
