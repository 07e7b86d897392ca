import { afterEach, expect, test } from 'vitest';
import { createHealthApp, listen, type ReadinessChecks } from './http.js';
import { createMetrics } from './metrics.js';

const checks: ReadinessChecks = new Map();
const app = createHealthApp({ metrics: createMetrics('test'), checks });
afterEach(() => checks.clear());

test('a process is ready when no check objects', async () => {
  checks.set('redis', () => undefined);
  const answer = await app.request('/readyz');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ ready: true, reasons: {} });
});

test('one that is not ready says why, and is alive all the same', async () => {
  checks.set('redis', () => 'not connected');
  const answer = await app.request('/readyz');
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({ ready: false, reasons: { redis: 'not connected' } });
  expect((await app.request('/healthz')).status).toBe(200);
});

test('metrics carry the prefix of Cueline', async () => {
  const text = await (await app.request('/metrics')).text();
  expect(text).toContain('cueline_process_cpu_user_seconds_total');
});

test('a port that is taken is told as a setting', async () => {
  const { server, port } = await listen(app, '127.0.0.1', 0);
  await expect(listen(app, '127.0.0.1', port)).rejects.toThrow('HTTP_PORT should be free');
  server.close();
});
