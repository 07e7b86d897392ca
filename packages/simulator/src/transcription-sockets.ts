import { EventEmitter, once } from 'node:events';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { ActiveFaults } from './faults.js';
import type { Journal } from './journal.js';
import { pick, type Random } from './random.js';
import type { Tokens } from './tokens.js';

const path = '/api/v2/interactions/transcription';
const Subscribe = z.object({ action: z.literal('subscribe'), scope: z.literal('global') });

/** Which of the connected sockets something is done to. */
export const SocketChoice = z.union([z.literal('all'), z.literal('one'), z.object({ socketId: z.number().int() })]);
export type SocketChoice = z.infer<typeof SocketChoice>;

interface Connection {
  readonly socketId: number;
  readonly ws: WebSocket;
  readonly reset: () => void;
  subscribed: boolean;
  /** Still open, but it sends nothing and answers no ping, like one whose peer has vanished. */
  silent: boolean;
}

export interface TranscriptionSocketsContext {
  readonly tokens: Tokens;
  readonly faults: ActiveFaults;
  readonly journal: Journal;
  readonly random: Random;
}

/** The transcription WebSocket's server side. */
export function createTranscriptionSockets({ tokens, faults, journal, random }: TranscriptionSocketsContext) {
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    clientTracking: false,
    autoPong: false,
  });
  const connections = new Set<Connection>();
  const changes = new EventEmitter().setMaxListeners(0);
  let opened = 0;

  const refusal = (url: URL): number | undefined => {
    if (url.pathname !== path) return 404;
    const needed = ['interaction:transcription:read', 'agentassist:interaction:read'] as const;
    const status = tokens.check(url.searchParams.get('access_token') ?? undefined, needed);
    if (status === 401 || faults.strike('handshakeUnauthorized')) return 401;
    if (status === 403 || faults.strike('handshakeForbidden')) return 403;
    return faults.strike('handshakeUnavailable')?.status;
  };

  const serve = (ws: WebSocket, request: IncomingMessage) => {
    const socketId = (opened += 1);
    const reset = () => request.socket.resetAndDestroy();
    const connection: Connection = { socketId, ws, reset, subscribed: false, silent: false };
    connections.add(connection);
    journal.write({ kind: 'socketOpened', socketId });
    ws.on('ping', (data) => {
      if (!connection.silent) ws.pong(data);
    });
    ws.on('message', (data: Buffer) => {
      if (connection.subscribed || !isSubscribe(data)) return;
      connection.subscribed = true;
      journal.write({ kind: 'socketSubscribed', socketId });
      changes.emit('subscribed');
    });
    // What broke is told by the 'close' that follows.
    ws.on('error', () => undefined);
    ws.on('close', () => {
      connections.delete(connection);
      journal.write({ kind: 'socketClosed', socketId });
    });
  };

  const choose = (choice: SocketChoice): Connection[] => {
    const able = [...connections].filter(({ silent }) => !silent);
    if (choice === 'all') return [...connections];
    if (choice === 'one') return able.length > 0 ? [pick(random, able)] : [];
    return [...connections].filter(({ socketId }) => socketId === choice.socketId);
  };

  return {
    /** Takes over a connection that asks to become a WebSocket. */
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      const status = refusal(new URL(request.url ?? '/', 'ws://simulator'));
      if (status === undefined) {
        server.handleUpgrade(request, socket, head, serve);
        return;
      }
      journal.write({ kind: 'socketRefused', status });
      socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    },
    /** Sends to every subscribed socket; returns to how many. */
    send(data: Buffer, binary: boolean): number {
      let sockets = 0;
      for (const { ws, subscribed, silent } of connections) {
        if (!subscribed || silent || ws.readyState !== WebSocket.OPEN) continue;
        ws.send(data, { binary });
        sockets += 1;
      }
      return sockets;
    },
    /** Cuts connections with a TCP reset; returns how many. */
    reset: (choice: SocketChoice): number => {
      const chosen = choose(choice);
      for (const { socketId, reset } of chosen) {
        journal.write({ kind: 'socketReset', socketId });
        reset();
      }
      return chosen.length;
    },
    /** Lets connections fall silent; returns how many. */
    silence: (choice: SocketChoice): number => {
      const chosen = choose(choice);
      for (const connection of chosen) {
        journal.write({ kind: 'socketSilenced', socketId: connection.socketId });
        connection.silent = true;
      }
      return chosen.length;
    },
    /** Resolves when so many sockets have subscribed and are not silent. */
    subscribed: async (count = 1): Promise<void> => {
      while ([...connections].filter(isListening).length < count) await once(changes, 'subscribed');
    },
    list: () => [...connections].map(({ socketId, subscribed, silent }) => ({ socketId, subscribed, silent })),
    /** Ends all connections at once. */
    close(): void {
      for (const { ws } of connections) ws.terminate();
    },
  };
}
export type TranscriptionSockets = ReturnType<typeof createTranscriptionSockets>;

const isListening = ({ subscribed, silent }: Connection) => subscribed && !silent;

function isSubscribe(data: Buffer): boolean {
  try {
    return Subscribe.safeParse(JSON.parse(data.toString())).success;
  } catch {
    return false;
  }
}
