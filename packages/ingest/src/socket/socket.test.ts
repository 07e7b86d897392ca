import { createServer } from 'node:http';
import { createLog, createMetrics } from '@cueline/shared';
import { startServer } from '@cueline/shared/testing';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { createHeardClock } from '../heard-clock.js';
import { createListener } from './listener.js';
import { createIngestMetrics } from '../metrics.js';
import { listenOnce } from './socket.js';
import type { Span } from '../writing/span.js';

const now = createHeardClock(() => performance.now());
const common = { subscribeMessage: '{}', pingIntervalMs: 20, pongTimeoutMs: 60_000, now, isBehind: () => false };

const MOST_PINGS = 10;

/** Starts a server that does this with each connection; returns its URL. */
async function startCxone(serve: (socket: WebSocket) => void): Promise<string> {
  const server = createServer();
  new WebSocketServer({ server, autoPong: false }).on('connection', serve);
  const { host, stop } = await startServer(server);
  onTestFinished(stop);
  return `ws://${host}`;
}

/** Listens on one connection until it closes; returns how it ended, and its frames. */
async function hear(serve: (socket: WebSocket) => void, pongTimeoutMs = common.pongTimeoutMs) {
  const frames: Buffer[] = [];
  const ending = await listenOnce({
    ...common,
    pongTimeoutMs,
    url: await startCxone(serve),
    onOpen: () => {},
    onCovering: () => {},
    onClosing: () => {},
    onFrame: (data) => frames.push(data),
    onAnswered: () => {},
    onPause: () => {},
    signal: new AbortController().signal,
  });
  return { ending, frames };
}

test('a frame that is not UTF-8 does not end the socket', async () => {
  const { ending, frames } = await hear((socket) => {
    socket.send(Buffer.of(0xff), { binary: false });
    socket.send('hello');
    socket.close(1000);
  });
  expect(frames.map(String)).toEqual(['\ufffd', 'hello']);
  expect(ending).toMatchObject({ code: 1000, error: undefined });
});

test('a frame over 16 MiB ends the socket and is not received', async () => {
  const { ending, frames } = await hear((socket) => {
    socket.send(Buffer.alloc(16 * 1024 * 1024 + 1, 'x'), { binary: false });
    socket.close(1000);
  });
  expect(frames.length).toBe(0); // to print it would take minutes
  expect(ending.error?.message).toContain('Max payload size exceeded');
});

test('a socket on which frames arrive is not given up if a ping gets no answer', async () => {
  let pings = 0;
  let sending: NodeJS.Timeout | undefined;
  const { ending } = await hear((socket) => {
    sending = setInterval(() => socket.send('{}'), 5);
    socket.on('ping', () => {
      pings += 1;
      if (pings === 3 * MOST_PINGS) socket.close(1000);
    });
  }, MOST_PINGS * common.pingIntervalMs);
  clearInterval(sending);
  expect(ending.code).toBe(1000);
});

test('a ping answered late covers the time up to when it was sent', async () => {
  const lateMs = 200;
  const url = await startCxone((socket) => {
    socket.on('ping', (data) => setTimeout(() => socket.pong(data), lateMs));
  });
  const over = new AbortController();
  let span: Span | undefined;
  const behindMs: number[] = [];
  const running = createListener({
    ...common,
    signal: over.signal,
    tokens: { get: () => Promise.resolve('token'), invalidate: () => {}, objection: () => undefined },
    urlWith: () => url,
    onSpan: (opened) => (span = opened),
    onFrame: () => {},
    onAnswered: () => behindMs.push((now() - (span?.untilUs ?? Infinity)) / 1000),
    metrics: createIngestMetrics(createMetrics('test')),
    log: createLog({ name: 'test', level: 'silent' }),
  }).run();
  await vi.waitFor(() => expect(behindMs.length).toBeGreaterThan(2), { timeout: 60_000 });
  over.abort();
  await running;
  expect(Math.min(...behindMs)).toBeGreaterThan(lateMs - 5); // a timer may fire a little early
});

test('a socket that is to be replaced is closed in order, and another opens, which is no sign of trouble', async () => {
  const codes: number[] = [];
  let opened = 0;
  const url = await startCxone((socket) => {
    opened += 1;
    socket.on('close', (code) => codes.push(code));
  });
  const over = new AbortController();
  const listener = createListener({
    ...common,
    signal: over.signal,
    tokens: { get: () => Promise.resolve('token'), invalidate: () => {}, objection: () => undefined },
    urlWith: () => url,
    onSpan: () => {},
    onFrame: () => {},
    onAnswered: () => {},
    metrics: createIngestMetrics(createMetrics('test')),
    log: createLog({ name: 'test', level: 'silent' }),
  });
  const running = listener.run();
  for (let sockets = 1; sockets <= 4; sockets += 1) {
    await vi.waitFor(() => expect([opened, listener.objection()]).toEqual([sockets, undefined]), { timeout: 60_000 });
    listener.reopen();
  }
  await vi.waitFor(() => expect(codes).toEqual([1000, 1000, 1000, 1000]), { timeout: 60_000 });
  expect(listener.warning()).toBeUndefined();
  over.abort();
  await running;
});
