import { WebSocket, type ClientOptions } from 'ws';
import type { HeardClock } from '../heard-clock.js';
import { keepAlive } from './pinger.js';

/** An open socket, to whoever talks to its peer. */
export interface Link {
  readonly socket: WebSocket;
  /**
   * The peer sends us everything from now on.
   *
   * @param silentMs for how long nothing has come though something should have
   */
  readonly onOpen: (silentMs: () => number) => void;
  /** The peer has been asked for all calls, and has answered. May be said again and again. */
  readonly onCovering: () => void;
  /** The peer warns that it will close the socket. */
  readonly onClosing: () => void;
  /** Everything said before `sentUs` has been heard. */
  readonly onAnswered: (sentUs: number) => void;
  /** The peer refuses us: ends the socket. With a status of 401 the token is at fault. */
  readonly refuse: (refusal: { readonly reason: string; readonly status?: number }) => void;
}

/** Talks to the peer of a socket that has opened. What it returns tells of each frame whether it was an answer, and no speech. */
export type Converse = (link: Link) => (data: Buffer) => boolean;

/** One connection's settings and callbacks. */
export interface ListenContext {
  /** Contains a token: never log it. */
  readonly url: string;
  readonly subscribeMessage: string;
  readonly pingIntervalMs: number;
  readonly pongTimeoutMs: number;
  /** Talks to the peer; without it `subscribeMessage` is sent, and pings. */
  readonly converse?: Converse | undefined;
  readonly now: HeardClock;
  /**
   * Called when the socket is open and subscribed: from now on we hear everything.
   *
   * @param silentMs for how long nothing has come though we pinged
   */
  readonly onOpen: (silentMs: () => number) => void;
  /** Called, perhaps several times, when the peer has been asked for all calls and has answered. */
  readonly onCovering: () => void;
  /** Called when the peer warns that it will close the socket. */
  readonly onClosing: () => void;
  /** @param isAnswer whether it was no speech, but an answer to us */
  readonly onFrame: (data: Buffer, isBinary: boolean, isAnswer: boolean) => void;
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
    let refusal: string | undefined;
    let error: Error | undefined;
    let isAnswer: (data: Buffer) => boolean = () => false;

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
      isAnswer = (context.converse ?? subscribeToAll(context))({
        socket,
        onOpen: context.onOpen,
        onCovering: context.onCovering,
        onClosing: context.onClosing,
        onAnswered: context.onAnswered,
        refuse({ reason, status }) {
          refusedWith = status;
          refusal = reason;
          leave();
        },
      });
    });
    socket.on('message', (data, isBinary) => {
      if (Buffer.isBuffer(data)) context.onFrame(data, isBinary, !isBinary && isAnswer(data)); // never anything else, with ws' default binaryType
      if (!socket.isPaused && context.isBehind()) pause();
    });
    socket.on('error', (cause) => {
      error = cause;
    });
    socket.on('close', (code, reason) => {
      context.signal.removeEventListener('abort', leave);
      resolve({ refusedWith, code, reason: refusal ?? reason.toString(), error });
    });
  });
}

/** As CXone's own socket is talked to: one message asks for all calls, and pings show that it lives. */
function subscribeToAll({ subscribeMessage, pingIntervalMs, pongTimeoutMs, now }: ListenContext): Converse {
  return ({ socket, onOpen, onAnswered }) => {
    socket.send(subscribeMessage);
    onOpen(keepAlive(socket, { intervalMs: pingIntervalMs, timeoutMs: pongTimeoutMs, now, onAnswered }));
    return () => false;
  };
}
