import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { createHealthApp, listen } from './http.js';
import { createMetrics } from '../metrics/metrics.js';
import type { ReadinessChecks } from './objections.js';

const checks: ReadinessChecks = new Map();
const app = createHealthApp({ metrics: createMetrics('test'), checks });
afterEach(() => checks.clear());

test('a process is ready when no check objects', async () => {
  checks.set('redis', () => undefined);
  const answer = await app.request('/readyz');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ ready: true, reasons: {} });
});

test('a process that is not ready says why, and is still alive', async () => {
  checks.set('redis', () => 'not connected');
  const answer = await app.request('/readyz');
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({ ready: false, reasons: { redis: 'not connected' } });
  expect((await app.request('/healthz')).status).toBe(200);
});

test("metrics have Cueline's prefix", async () => {
  const text = await (await app.request('/metrics')).text();
  expect(text).toContain('cueline_process_cpu_user_seconds_total');
});

test('only reading requests are answered', async () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    expect((await app.request('/metrics', { method })).status).toBe(405);
  }
  expect((await app.request('/metrics', { method: 'HEAD' })).status).toBe(200);
  expect((await app.request('/env')).status).toBe(404);
});

/** Connects, writes this, and returns everything received until the other side closes. */
async function answerTo(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answered = '';
  socket.on('data', (data) => (answered += data.toString()));
  socket.on('error', () => undefined);
  socket.write(text);
  await once(socket, 'close');
  return answered;
}

test('a request that takes too long to arrive is ended, and one with too long a head refused', async () => {
  const { server, port } = await listen(app, '127.0.0.1', 0, {
    limits: { requestTimeoutMs: 1000, maxConnections: 10 },
  });
  expect(await answerTo(port, 'GET /healthz HTTP/1.1\r\nHost: x\r\n')).toMatch(/^HTTP\/1.1 408 /);
  const long = `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(9_000)}\r\n\r\n`;
  expect(await answerTo(port, long)).toMatch(/^HTTP\/1.1 431 /);
  server.close();
});

test('connections beyond the limit are closed', async () => {
  let dropped = 0;
  const { server, port } = await listen(app, '127.0.0.1', 0, { onDrop: () => (dropped += 1) });
  const idle = Array.from({ length: 64 }, () => connect(port, '127.0.0.1'));
  await Promise.all(idle.map((socket) => once(socket, 'connect')));
  const open = () => new Promise((resolve) => server.getConnections((_, count) => resolve(count)));
  await vi.waitFor(async () => expect(await open()).toBe(64), 20_000);
  expect(await answerTo(port, 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')).toBe('');
  expect(dropped).toBe(1);
  for (const socket of idle) socket.destroy();
  server.close();
});

test('a taken port is reported as a setting', async () => {
  const { server, port } = await listen(app, '127.0.0.1', 0);
  await expect(listen(app, '127.0.0.1', port)).rejects.toThrow('HTTP_PORT should be free');
  server.close();
});
