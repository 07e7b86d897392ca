import { WebSocket, type ClientOptions } from 'ws';
import type { HeardClock } from '../heard-clock.js';
import { keepAlive } from './pinger.js';

/** One connection's settings and callbacks. */
export interface ListenContext {
  /** Contains a token: never log it. */
  readonly url: string;
  readonly subscribeMessage: string;
  readonly pingIntervalMs: number;
  readonly pongTimeoutMs: number;
  readonly now: HeardClock;
  /**
   * Called when the socket is open and subscribed: from now on we hear everything.
   *
   * @param silentMs for how long nothing has come though we pinged
   */
  readonly onOpen: (silentMs: () => number) => void;
  readonly onFrame: (data: Buffer, isBinary: boolean) => void;
  /** Called when the ping sent at this time was answered. */
  readonly onAnswered: (sentUs: number) => void;
  /** Whether to read no more for the moment. */
  readonly isBehind: () => boolean;
  /** Called when we stop reading for a while. */
  readonly onPause: () => void;
  readonly signal: AbortSignal;
}

/** How a connection ended. */
export interface Ending {
  /** The answer's status if the handshake was refused. */
  readonly refusedWith: number | undefined;
  /** The WebSocket's close code; 1006 if the connection broke. */
  readonly code: number;
  /** What the peer said when it closed the connection; may be empty. */
  readonly reason: string;
  /** What went wrong, if anything. */
  readonly error: Error | undefined;
}

const OPTIONS: ClientOptions = {
  perMessageDeflate: false, // 25 to 30 times slower
  maxPayload: 16 * 1024 * 1024,
  handshakeTimeout: 10_000,
  followRedirects: false,
  skipUTF8Validation: true, // invalid UTF-8 makes a bad frame, and does not end the socket
};
/** How often to look whether to read on. */
const PAUSE_CHECK_MS = 10;
/** How long to wait for the peer to confirm the close. */
const CLOSE_TIMEOUT_MS = 1_000;

/** Listens on one connection until it closes. */
export function listenOnce(context: ListenContext): Promise<Ending> {
  return new Promise((resolve) => {
    const socket = new WebSocket(context.url, OPTIONS);
    let refusedWith: number | undefined;
    let error: Error | undefined;

    const leave = () => {
      if (socket.readyState === WebSocket.CONNECTING) return socket.terminate();
      socket.close(1_000);
      setTimeout(() => socket.terminate(), CLOSE_TIMEOUT_MS).unref();
    };
    const pause = () => {
      socket.pause();
      context.onPause();
      const timer = setInterval(() => {
        if (context.isBehind() && socket.readyState === WebSocket.OPEN) return;
        clearInterval(timer);
        socket.resume();
      }, PAUSE_CHECK_MS);
    };
    context.signal.addEventListener('abort', leave);
    socket.on('unexpected-response', (_request, response) => {
      refusedWith = response.statusCode;
      socket.terminate();
    });
    socket.on('open', () => {
      socket.send(context.subscribeMessage);
      const silentMs = keepAlive(socket, {
        intervalMs: context.pingIntervalMs,
        timeoutMs: context.pongTimeoutMs,
        now: context.now,
        onAnswered: context.onAnswered,
      });
      context.onOpen(silentMs);
    });
    socket.on('message', (data, isBinary) => {
      if (Buffer.isBuffer(data)) context.onFrame(data, isBinary); // never anything else, with ws' default binaryType
      if (!socket.isPaused && context.isBehind()) pause();
    });
    socket.on('error', (cause) => {
      error = cause;
    });
    socket.on('close', (code, reason) => {
      context.signal.removeEventListener('abort', leave);
      resolve({ refusedWith, code, reason: reason.toString(), error });
    });
  });
}
