import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorCode, type Log, SettingsError } from '@cueline/shared';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Authorize } from './authorize.js';
import { bodyFrames, type BodyFrame } from './body-frames.js';

/** What has become of frames that were taken. */
export interface Taken {
  readonly records: number;
  readonly bad: number;
  /** Resolves when Redis has all of them. */
  readonly written: Promise<void>;
}

/** How a request ended; `refused` ones may be repeated. */
export type RequestResult = 'taken' | 'refused' | 'unauthorized' | 'unreadable';

export interface EndpointContext {
  readonly host: string;
  readonly port: number;
  readonly authorize: Authorize;
  readonly maxBodyBytes: number;
  /** In a second. */
  readonly maxRequests: number;
  readonly take: (frames: readonly BodyFrame[]) => Taken;
  /** Whether no more should be taken for the moment. */
  readonly isBehind: () => boolean;
  readonly onRequest: (result: RequestResult) => void;
  readonly log: Log;
}

/** Senders wait 5 s for an answer, as EventBridge pipes do, or longer. What is not written by then is answered with 503, and written all the same. */
const WRITE_TIMEOUT_MS = 4_000;
const REQUEST_TIMEOUT_MS = 10_000;
/** Load balancers keep a connection without requests for 60 s, and must not post on one that closes. */
const KEEP_ALIVE_MS = 75_000;
const MAX_HEADER_BYTES = 16 * 1024;
const MAX_CONNECTIONS = 10_000;
/** Requests whose frames are not in Redis yet. */
const MAX_WAITING = 5_000;
const PAUSE_CHECK_MS = 10;
const CLOSE_TIMEOUT_MS = 1_000;

type Answer = readonly [status: number, body: object];

/**
 * Offers an endpoint for frames: each POST, to any path, is answered with 2xx once Redis has what is in it; on a WebSocket `{"written": n}` says
 * how many messages are there.
 *
 * @throws SettingsError if it cannot listen there
 */
export async function openEndpoint(context: EndpointContext) {
  const { authorize, log, maxBodyBytes, onRequest } = context;
  const limiter = new RateLimiterMemory({ points: context.maxRequests, duration: 1 });
  let waiting = 0;
  const isFull = () => waiting >= MAX_WAITING || context.isBehind();

  async function answer(request: IncomingMessage): Promise<Answer> {
    if (request.method !== 'POST') return refuse('unreadable', 405, 'frames are posted');
    const isKnown = authorize.byHeader(request.headers);
    if (!isKnown && !authorize.mayBeSigned(request.headers)) return refuse('unauthorized', 401, 'no secret');
    if (isFull()) return refuse('refused', 503, 'behind: try again');
    const isWithinRate = await limiter.consume('all').then(
      () => true,
      () => false,
    );
    if (!isWithinRate) return refuse('refused', 429, 'too many requests in a second: try again');
    const body = await readBody(request, maxBodyBytes);
    if (body === undefined) return refuse('unreadable', 413, `more than ${maxBodyBytes} bytes`);
    if (!isKnown && !authorize.bySignature(request.headers, request.url ?? '', body))
      return refuse('unauthorized', 401, 'the signature is another');
    const frames = bodyFrames(body, request.headers['content-type']);
    if (frames === undefined) return refuse('unreadable', 400, 'neither JSON objects nor a form');
    const { records, bad, written } = context.take(frames);
    waiting += 1;
    const isWritten = await within(written, WRITE_TIMEOUT_MS).finally(() => (waiting -= 1));
    if (!isWritten) return refuse('refused', 503, 'not written yet: try again');
    onRequest('taken');
    return [200, { records, bad }];
  }

  function refuse(result: RequestResult, status: number, error: string): Answer {
    onRequest(result);
    return [status, { error }];
  }

  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: REQUEST_TIMEOUT_MS / 10,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
    },
    (request, response) => {
      answer(request).then(
        (given) => send(response, given, request.complete && server.listening),
        () => response.destroy(), // the request broke off
      );
    },
  );
  server.maxConnections = MAX_CONNECTIONS;

  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxBodyBytes, perMessageDeflate: false });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    if (!authorize.byHeader(request.headers)) {
      onRequest('unauthorized');
      stream.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => listenTo(socket));
  });

  function listenTo(socket: WebSocket): void {
    let taken = 0;
    let written = 0;
    let told = 0;
    let last = Promise.resolve();
    /** Messages that are written together are acknowledged together. */
    const tell = () => {
      if (told === written || socket.readyState !== socket.OPEN) return;
      told = written;
      socket.send(JSON.stringify({ written }));
    };
    const acknowledge = async (number: number, all: Promise<unknown>): Promise<void> => {
      await all;
      waiting -= 1;
      written = number;
      setImmediate(tell);
    };
    socket.on('error', (err) => log.debug({ err }, 'a socket of a sender broke'));
    socket.on('message', (data, isBinary) => {
      const frames = isBinary || !Buffer.isBuffer(data) ? undefined : bodyFrames(data);
      onRequest(frames === undefined ? 'unreadable' : 'taken');
      const number = (taken += 1);
      const isWritten = frames === undefined ? Promise.resolve() : context.take(frames).written;
      waiting += 1;
      last = acknowledge(number, Promise.all([last, isWritten]));
      if (isFull() && !socket.isPaused) pause(socket);
    });
  }

  function pause(socket: WebSocket): void {
    socket.pause();
    const timer = setInterval(() => {
      if (isFull() && socket.readyState === socket.OPEN) return;
      clearInterval(timer);
      socket.resume();
    }, PAUSE_CHECK_MS);
  }

  server.listen(context.port, context.host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new SettingsError([
      `RECEIVE_PORT should be free at RECEIVE_HOST (${errorCode(error) ?? 'failed'}): ${context.host}:${context.port}`,
    ]);
  }
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : context.port;
  log.info({ host: context.host, port }, 'frames are received');
  return {
    isFull,
    /** Takes nothing more, and resolves when all that was taken is answered. */
    async close(): Promise<void> {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets.clients) socket.close(1001);
      const timer = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
        server.closeAllConnections();
      }, WRITE_TIMEOUT_MS + CLOSE_TIMEOUT_MS);
      server.closeIdleConnections();
      await closed;
      clearTimeout(timer);
    },
  };
}

/** @param isKept whether more may come on its connection: not if the rest of a body is unread, nor while we close */
function send(response: ServerResponse, [status, body]: Answer, isKept: boolean): void {
  const isToBeRepeated = status === 503 || status === 429;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    // with its length known, it leaves in one write
    'Content-Length': Buffer.byteLength(text),
    ...(isToBeRepeated ? { 'Retry-After': '1' } : {}),
    ...(status === 405 ? { Allow: 'POST' } : {}),
    ...(isKept ? {} : { Connection: 'close' }),
  });
  response.end(text);
}

/**
 * Undefined if it is longer than allowed. By events: an iterator costs a fifth of what a request costs Node.
 *
 * @throws Error if the request breaks off
 */
async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else resolve(void request.pause());
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

/** Whether a promise resolves in this time. */
const within = (promise: Promise<void>, ms: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms, false);
    void promise.then(() => resolve(true), reject).finally(() => clearTimeout(timer));
  });
