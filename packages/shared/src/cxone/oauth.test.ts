import { gzipSync } from 'node:zlib';
import type { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { listen } from '../process/http.js';
import { createLog } from '../logging/log.js';
import { createMetrics } from '../metrics/metrics.js';
import { createTokens } from './oauth.js';
import { createTokenMetrics } from './token-metrics.js';

let server: ReturnType<typeof serve>;
let url: string;
let requests: string[] = [];
let answers: Response[] = [];
const stopping = new AbortController();
const lines: string[] = [];
const log = createLog({ name: 'test', level: 'info', destination: { write: (line) => void lines.push(line) } });
const tokens = (signal = stopping.signal, registry = createMetrics('test')) =>
  createTokens({
    url,
    clientId: 'cueline',
    clientSecret: 's3cret',
    metrics: createTokenMetrics(registry),
    log,
    signal,
  });

beforeAll(async () => {
  const app = new Hono();
  app.all('/elsewhere', (context) => {
    requests.push('elsewhere');
    return context.json({ access_token: 'elsewhere', expires_in: 3_600 });
  });
  app.post('/oauth/token', async (context) => {
    requests.push(await context.req.text());
    return answers.shift() ?? Response.json({ access_token: `token-${requests.length}`, expires_in: 3_600 });
  });
  const listening = await listen(app, '127.0.0.1', 0);
  server = listening.server;
  url = `http://127.0.0.1:${listening.port}/oauth/token`;
});
afterAll(() => {
  stopping.abort();
  server.close();
});
beforeEach(() => {
  requests = [];
  answers = [];
  lines.length = 0;
});

test('callers that want a token at the same time share one request', async () => {
  const { get } = tokens();
  expect(await Promise.all([get(), get(), get()])).toEqual(['token-1', 'token-1', 'token-1']);
  expect(await get()).toBe('token-1');
  expect(requests).toEqual(['grant_type=client_credentials&client_id=cueline&client_secret=s3cret']);
});

test('a refused token is replaced, and an older one does not undo the newer', async () => {
  const { get, invalidate } = tokens();
  const first = await get();
  invalidate(first);
  const second = await get();
  expect(second).not.toBe(first);
  invalidate(first);
  expect(await get()).toBe(second);
});

test('a token is refreshed when half of a short life has gone', async () => {
  answers = [Response.json({ access_token: 'short', expires_in: 0.4 })];
  const { get } = tokens();
  expect(await get()).toBe('short');
  await vi.waitFor(() => expect(requests).toHaveLength(2), 20_000);
});

test('a failed refresh is no objection while the old token is good', async () => {
  const refusals = Array.from({ length: 100 }, () => new Response('', { status: 503 }));
  answers = [Response.json({ access_token: 'short', expires_in: 10 }), ...refusals];
  const over = new AbortController();
  onTestFinished(() => over.abort());
  const { get, objection } = tokens(over.signal);
  await get();
  await vi.waitFor(() => expect(lines.join()).toContain('no token available'), 20_000);
  expect(await get()).toBe('short');
  expect(objection()).toBeUndefined();
});

test('an answer without an end is a failure, and is tried again', async () => {
  let chunks = 0;
  const pull = (controller: ReadableStreamDefaultController) => {
    chunks += 1;
    controller.enqueue(new Uint8Array(65_536));
  };
  answers = [new Response(new ReadableStream({ pull }))];
  const { get } = tokens();
  expect(await get()).toBe('token-2');
  expect(chunks).toBeLessThan(1000); // what sockets hold; in the time that a request has it would be many more
  expect(lines[0]).toContain('no token available, trying again');
});

test('a compressed answer is a failure, and is tried again: it is not decompressed, as it could be huge', async () => {
  const packed = gzipSync('{"access_token":"packed","expires_in":3600}');
  answers = [new Response(packed, { headers: { 'content-encoding': 'gzip' } })];
  expect(await tokens().get()).toBe('token-2');
});

test('a redirect is not followed, so the secret goes nowhere else', async () => {
  const elsewhere = new URL('/elsewhere', url).href;
  answers = [new Response(null, { status: 307, headers: { location: elsewhere } })];
  const { get } = tokens();
  expect(await get()).toBe('token-2');
  expect(requests).not.toContain('elsewhere');
});

test("a token's lifetime may be given as text", async () => {
  answers = [Response.json({ access_token: 'texty', expires_in: '3600' })];
  expect(await tokens().get()).toBe('texty');
  expect(requests).toHaveLength(1);
});

test('refused credentials are logged with the client id, then tried again', async () => {
  answers = [new Response('{"error":"invalid_client"}', { status: 401 }), Response.json({ oops: true })];
  const { get, objection } = tokens();
  expect(await get()).toBe('token-3');
  expect(objection()).toBeUndefined();
  expect(lines[0]).toContain('"clientId":"cueline"');
  expect(lines.join()).not.toContain('s3cret');
});

test('while there is no token, the reason names the host that gives none', async () => {
  answers = Array.from({ length: 20 }, () => new Response('', { status: 503 }));
  const over = new AbortController();
  onTestFinished(() => over.abort());
  const { get, objection } = tokens(over.signal);
  get().catch(() => undefined);
  await vi.waitFor(
    () => expect(objection()).toBe(`no token from ${new URL(url).host}${new URL(url).pathname}: it answered 503`),
    20_000,
  );
});

test('requests are counted by result, and when the token expires is known', async () => {
  answers = [new Response('', { status: 503 }), new Response('', { status: 401 })];
  const registry = createMetrics('test');
  await tokens(stopping.signal, registry).get();
  const text = await registry.metrics();
  for (const result of ['given', 'refused', 'failed'])
    expect(text).toContain(`cueline_token_requests_total{result="${result}",process="test"} 1`);
  const expiry = await registry.getSingleMetric('cueline_token_expiry_timestamp_seconds')?.get();
  const lifeS = (expiry?.values[0]?.value ?? 0) - Date.now() / 1000;
  expect(lifeS).toBeGreaterThan(3_000);
  expect(lifeS).toBeLessThanOrEqual(3_600);
});
