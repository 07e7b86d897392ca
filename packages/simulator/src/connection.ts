import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Journal } from './journal.js';

/** A transcription socket that has been opened. */
export interface Connection {
  readonly socketId: number;
  readonly ws: WebSocket;
  /** Cuts it with a TCP reset. */
  readonly reset: () => void;
  subscribed: boolean;
  /** Still open, but it sends nothing and answers no ping, like one whose peer has vanished. */
  silent: boolean;
}

export interface ConnectionContext {
  readonly socketId: number;
  readonly journal: Journal;
  readonly onSubscribed: () => void;
  readonly onClosed: (connection: Connection) => void;
}

/** Answers pings, waits for the subscribe message, and writes what happens to the socket into the journal. */
export function createConnection(ws: WebSocket, request: IncomingMessage, context: ConnectionContext): Connection {
  const { socketId, journal, onSubscribed, onClosed } = context;
  const reset = () => {
    connection.subscribed = false; // at once, though its end is known later
    request.socket.resetAndDestroy();
  };
  const connection: Connection = { socketId, ws, reset, subscribed: false, silent: false };
  journal.write({ kind: 'socketOpened', socketId });
  ws.on('ping', (data) => {
    if (!connection.silent) ws.pong(data);
  });
  ws.on('message', (data: Buffer) => {
    if (connection.subscribed || !isSubscribe(data)) return;
    connection.subscribed = true;
    journal.write({ kind: 'socketSubscribed', socketId });
    onSubscribed();
  });
  // What broke is told by the 'close' that follows.
  ws.on('error', () => undefined);
  ws.on('close', () => {
    onClosed(connection);
    journal.write({ kind: 'socketClosed', socketId });
  });
  return connection;
}

/** Whether frames are sent to it. */
export const isListening = ({ subscribed, silent, ws }: Connection): boolean =>
  subscribed && !silent && ws.readyState === WebSocket.OPEN;

const Subscribe = z.object({ action: z.literal('subscribe'), scope: z.literal('global') });

function isSubscribe(data: Buffer): boolean {
  try {
    return Subscribe.safeParse(JSON.parse(data.toString())).success;
  } catch {
    return false;
  }
}
