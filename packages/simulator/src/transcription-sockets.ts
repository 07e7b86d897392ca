import { EventEmitter, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { type Connection, createConnection, isListening } from './connection.js';
import { handshakeRefusal, type HandshakeContext } from './handshake-refusal.js';
import type { OutgoingFrame } from './frames.js';
import type { Journal } from './journal.js';
import { pick, type Random } from './random.js';
import { refuseUpgrade } from './refuse-upgrade.js';

/** Which of the connected sockets to act on. */
export const SocketChoice = z.union([z.literal('all'), z.literal('one'), z.object({ socketId: z.number().int() })]);
export type SocketChoice = z.infer<typeof SocketChoice>;

export interface TranscriptionSocketsContext extends HandshakeContext {
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

  const serve = (ws: WebSocket, request: IncomingMessage) => {
    opened += 1;
    const polite = faults.strike('socketRefusedPolitely');
    if (polite) {
      journal.write({ kind: 'socketRefused', status: polite.code });
      ws.on('error', () => undefined); // the client may have gone
      ws.send(JSON.stringify({ type: 'error', message: polite.reason }));
      ws.close(polite.code, polite.reason);
      return;
    }
    const brief = faults.strike('socketShortLived');
    if (brief) setTimeout(() => ws.close(brief.code), brief.lifeMs).unref();
    const onSubscribed = () => changes.emit('subscribed');
    const onClosed = (connection: Connection) => connections.delete(connection);
    connections.add(createConnection(ws, request, { socketId: opened, journal, onSubscribed, onClosed }));
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
      const status = handshakeRefusal(new URL(request.url ?? '/', 'ws://simulator'), { tokens, faults });
      if (status === undefined) {
        server.handleUpgrade(request, socket, head, serve);
        return;
      }
      journal.write({ kind: 'socketRefused', status });
      refuseUpgrade(socket, status);
    },
    /** Sends to every subscribed socket; returns to how many. */
    send(data: Buffer, binary: boolean, _frame: Pick<OutgoingFrame, 'kind'>): number {
      const listening = [...connections].filter(isListening);
      for (const { ws } of listening) ws.send(data, { binary });
      return listening.length;
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
    /** Resolves once this many open sockets have subscribed and are not silent. */
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
