import { Registry } from 'prom-client';
import { expect, onTestFinished, test } from 'vitest';
import { createMatcherMetrics } from '../metrics.js';
import { startPartition } from './partition.fixture.js';
import { createSizes } from './sizes.js';

test('the sizes of what waits and of what is kept are measured', async () => {
  const { redis, keys, write, stop } = await startPartition();
  onTestFinished(stop);
  const registry = new Registry();
  await write(1_000, { text: 'hello' });
  await write(2_000, { text: 'hello' });
  await redis.zadd(keys.deadlines(0), 1, 'x');
  await redis.xadd(keys.dead(0), '*', 'reason', 'none');
  await createSizes({ redis, keys, metrics: createMatcherMetrics(registry) })(0);
  const text = await registry.metrics();
  expect(text).toContain('cueline_backlog_entries{partition="0"} 2');
  expect(text).toContain('cueline_live_interactions{partition="0"} 1');
  expect(text).toContain('cueline_outbox_interactions{partition="0"} 0');
  expect(text).toContain('cueline_dead_letters{partition="0"} 1');
});
