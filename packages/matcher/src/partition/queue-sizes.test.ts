import { Registry } from 'prom-client';
import { expect, onTestFinished, test } from 'vitest';
import { createMatcherMetrics } from '../metrics.js';
import { startPartition, X } from './partition.fixture.js';
import { createQueueSizes } from './queue-sizes.js';

test('jobs are counted by state, and a delayed job waits only once its delay is over', async () => {
  const { queue, stop } = await startPartition();
  onTestFinished(stop);
  const registry = new Registry();
  const metrics = createMatcherMetrics(registry);
  const measure = createQueueSizes({ queue, metrics });
  await measure();
  expect(await registry.metrics()).toContain('cueline_queue_oldest_job_seconds 0\n');
  const timestamp = Date.now() - 90_000;
  await queue.add('look', { v: 1, interactionId: X, revision: 1 }, { timestamp, delay: 80_000 });
  await measure();
  const delayed = (await metrics.oldestJob.get()).values[0]?.value ?? 0;
  expect(delayed).toBeGreaterThanOrEqual(10);
  expect(delayed).toBeLessThan(80);
  await queue.add('look', { v: 1, interactionId: X, revision: 2 }, { timestamp, priority: 1 });
  await measure();
  expect((await metrics.oldestJob.get()).values[0]?.value).toBeGreaterThanOrEqual(90);
  const text = await registry.metrics();
  expect(text).toContain('cueline_queue_jobs{state="delayed"} 1');
  expect(text).toContain('cueline_queue_jobs{state="prioritized"} 1');
  expect(text).toContain('cueline_queue_jobs{state="active"} 0');
});
