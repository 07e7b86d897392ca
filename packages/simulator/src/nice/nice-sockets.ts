import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { ActiveFaults } from '../faults.js';
import type { OutgoingFrame } from '../frames.js';
import type { Journal } from '../journal.js';
import { pick, type Random } from '../random.js';
import { refuseUpgrade } from '../refuse-upgrade.js';
import { readOwnFrame } from '../speech.js';
import type { Tokens } from '../tokens.js';
import type { SocketChoice, TranscriptionSockets } from '../transcription-sockets.js';
import type { NiceContacts } from './nice-contacts.js';
import { niceMessage, otherMessage } from './nice-frame.js';
import { createNiceSession, type NiceSession } from './nice-session.js';

export const NICE_SOCKET_PATH = '/agent-assist-notifications/notifications/ws';

export interface NiceSocketsContext {
  readonly tokens: Tokens;
  readonly contacts: NiceContacts;
  readonly faults: ActiveFaults;
  readonly journal: Journal;
  readonly random: Random;
  readonly now: () => number;
}

interface Connection {
  readonly socketId: number;
  readonly ws: WebSocket;
  readonly session: NiceSession;
  readonly reset: () => void;
  /** Still open, and answers pings, but sends nothing. */
  silent: boolean;
}

/** The server side of CXone's agent-assist notifications. Speech goes only to who has subscribed to its contact, from then on. */
export function createNiceSockets(context: NiceSocketsContext): TranscriptionSockets {
  const { contacts, faults, journal, random, now } = context;
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, clientTracking: false });
  const connections = new Set<Connection>();
  const changes = new EventEmitter().setMaxListeners(0);
  let opened = 0;

  const isListening = ({ session, silent, ws }: Connection) =>
    session.isConnected() && !silent && ws.readyState === WebSocket.OPEN;

  const serve = (ws: WebSocket, request: IncomingMessage) => {
    const socketId = ++opened;
    const session = createNiceSession({
      ...context,
      socketId,
      connectionId: randomUUID().slice(0, 8),
      reply: (frame) => {
        if (!connection.silent) ws.send(JSON.stringify(frame));
      },
      close: (code) => ws.close(code),
      onConnected: () => changes.emit('subscribed'),
    });
    const reset = () => request.socket.resetAndDestroy();
    const connection: Connection = { socketId, ws, session, reset, silent: false };
    const brief = faults.strike('socketShortLived');
    if (brief) setTimeout(() => ws.close(brief.code), brief.lifeMs).unref();
    connections.add(connection);
    journal.write({ kind: 'socketOpened', socketId });
    ws.on('message', (data: Buffer) => session.hear(data));
    ws.on('error', () => undefined); // the 'close' that follows tells
    ws.on('close', () => {
      connections.delete(connection);
      journal.write({ kind: 'socketClosed', socketId });
    });
  };
  const choose = (choice: SocketChoice): Connection[] => {
    const all = [...connections];
    const able = all.filter(({ silent }) => !silent);
    if (choice === 'all') return all;
    if (choice === 'one') return able.length > 0 ? [pick(random, able)] : [];
    return all.filter(({ socketId }) => socketId === choice.socketId);
  };
  /** @returns to how many sockets it went */
  const publish = ({ topic, body }: { readonly topic: string; readonly body: object }, binary: boolean): number => {
    const listening = [...connections].filter((one) => isListening(one) && one.session.has(topic));
    for (const { ws, session } of listening) ws.send(Buffer.from(JSON.stringify(session.message(body))), { binary });
    return listening.length;
  };

  return {
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      const { pathname } = new URL(request.url ?? '/', 'ws://simulator');
      const status = pathname === NICE_SOCKET_PATH ? faults.strike('handshakeUnavailable')?.status : 404;
      if (status === undefined) {
        server.handleUpgrade(request, socket, head, serve);
        return;
      }
      journal.write({ kind: 'socketRefused', status });
      refuseUpgrade(socket, status);
    },
    send(data: Buffer, binary: boolean, { kind }: Pick<OutgoingFrame, 'kind'>): number {
      const frame = readOwnFrame(data.toString());
      if (frame.kind === 'end') {
        contacts.ended(frame.interactionId);
        return 0;
      }
      const speech = frame.kind === 'speech' ? frame.speech : undefined;
      const contact = speech && contacts.of(speech.interactionId);
      if (speech !== undefined && contact === undefined) return 0; // of a call that has ended
      if (speech === undefined || contact === undefined) {
        const listening = [...connections].filter(isListening);
        for (const { ws } of listening) ws.send(data, { binary });
        return listening.length;
      }
      if (contact.isHeld) return 0;
      const message = niceMessage(speech, contact, { faults, nowMs: now() });
      if (faults.strike('otherMessage')) publish(otherMessage(contact), false);
      const count = publish(message, binary);
      if (kind !== 'segment') return count;
      if (faults.strike('transfer')) contacts.transfer(speech.interactionId);
      const held = faults.strike('hold');
      if (held !== undefined) {
        contacts.hold(speech.interactionId, true);
        setTimeout(() => contacts.hold(speech.interactionId, false), held.forMs).unref();
      }
      return count;
    },
    reset(choice: SocketChoice): number {
      const chosen = choose(choice);
      for (const { socketId, reset } of chosen) {
        journal.write({ kind: 'socketReset', socketId });
        reset();
      }
      return chosen.length;
    },
    silence(choice: SocketChoice): number {
      const chosen = choose(choice);
      for (const connection of chosen) {
        journal.write({ kind: 'socketSilenced', socketId: connection.socketId });
        connection.silent = true;
      }
      return chosen.length;
    },
    async subscribed(count = 1): Promise<void> {
      while ([...connections].filter(isListening).length < count) await once(changes, 'subscribed');
    },
    list: () =>
      [...connections].map(({ socketId, session, silent }) => ({
        socketId,
        subscribed: session.isConnected(),
        silent,
        topics: session.topics(),
      })),
    close(): void {
      for (const { ws } of connections) ws.terminate();
    },
  };
}
