import { Registry } from 'prom-client';
import { expect, onTestFinished, test } from 'vitest';
import { createMatcherMetrics } from '../metrics.js';
import { startPartition } from './partition.fixture.js';
import { createRedisServers } from './redis-servers.js';

test('memory, a missing append-only file and eviction are measured, and what was mended is seen', async () => {
  const { redis, stop } = await startPartition();
  onTestFinished(stop);
  const registry = new Registry();
  const measure = createRedisServers({ redis, metrics: createMatcherMetrics(registry) });
  await measure();
  expect(await registry.metrics()).toContain('cueline_redis_memory_ratio 0\n');
  await redis.config('SET', 'appendonly', 'no');
  await redis.config('SET', 'maxmemory', '1gb');
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
  await measure();
  const text = await registry.metrics();
  expect(text).toContain('cueline_redis_not_durable{what="no_append_only_file"} 1');
  expect(text).toContain('cueline_redis_not_durable{what="evicts"} 1');
  expect(text).toMatch(/^cueline_redis_memory_ratio 0\.00\d+$/m);
  await redis.config('SET', 'appendonly', 'yes');
  await redis.config('SET', 'maxmemory-policy', 'noeviction');
  await measure();
  expect(await registry.metrics()).toContain('cueline_redis_not_durable{what="evicts"} 0');
  expect(await registry.metrics()).toContain('cueline_redis_not_durable{what="no_append_only_file"} 0');
});
