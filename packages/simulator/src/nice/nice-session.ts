import { z } from 'zod';
import type { ActiveFaults } from '../faults.js';
import type { Journal } from '../journal.js';
import type { Tokens } from '../tokens.js';

export interface NiceSessionContext {
  readonly socketId: number;
  readonly connectionId: string;
  readonly tokens: Tokens;
  readonly faults: ActiveFaults;
  readonly journal: Journal;
  readonly reply: (frame: object) => void;
  readonly close: (code: number) => void;
  readonly onConnected: () => void;
}

const Request = z.object({
  command: z.enum(['CONNECT', 'SUBSCRIBE', 'UNSUBSCRIBE', 'HEARTBEAT']),
  headers: z.object({ sessionToken: z.string() }),
  body: z.object({
    topic: z
      .string()
      .regex(/^.+_(?:transcript|agentcopilot|agentcopilot_health|voicebio)$/)
      .optional(),
  }),
});

const NOT_CONNECTED = 'No CONNECT message received';

/** What is said on one notification socket: CONNECT first, then topics; heartbeats are acknowledged. */
export function createNiceSession(context: NiceSessionContext) {
  const { socketId, connectionId, tokens, faults, journal } = context;
  const topics = new Set<string>();
  let isConnected = false;

  const reply = (command: string, body: object = {}) => context.reply({ command, headers: { connectionId }, body });
  const refuse = (responseCode: number, responseText: string, topic?: string) =>
    reply('ERROR', { responseCode, responseText, ...(topic === undefined ? {} : { topic }) });

  function connect(): void {
    isConnected = true;
    journal.write({ kind: 'socketSubscribed', socketId });
    reply('CONNECTED');
    context.onConnected();
  }
  function subscribe(topic: string): void {
    if (faults.strike('topicRefused')) {
      journal.write({ kind: 'topicRefused', socketId, topic });
      return refuse(403, 'the user may not subscribe to this topic', topic);
    }
    if (faults.strike('topicUnanswered')) {
      journal.write({ kind: 'topicUnanswered', socketId, topic });
      return;
    }
    topics.add(topic);
    journal.write({ kind: 'topicSubscribed', socketId, topic });
    reply('SUBSCRIBED', { topic });
  }
  function unsubscribe(topic: string): void {
    topics.delete(topic);
    journal.write({ kind: 'topicUnsubscribed', socketId, topic });
    reply('UNSUBSCRIBED', { topic });
  }

  function beat(): void {
    const closing = faults.strike('socketClosing');
    if (closing !== undefined) {
      journal.write({ kind: 'socketWarned', socketId });
      reply('CLOSING');
      setTimeout(() => context.close(closing.code), closing.noticeMs).unref();
    }
    if (faults.strike('heartbeatUnanswered') === undefined) reply('HEARTBEAT_ACK');
  }

  return {
    isConnected: () => isConnected,
    has: (topic: string) => topics.has(topic),
    topics: () => [...topics],
    /** A message with this body, as it goes to this socket. */
    message: (body: object) => ({ command: 'MESSAGE', headers: { connectionId }, body }),
    hear(data: Buffer): void {
      const request = readRequest(data);
      if (!isConnected && request?.command !== 'CONNECT') return refuse(400, NOT_CONNECTED, NOT_CONNECTED);
      if (request === undefined) return refuse(400, 'the message cannot be read');
      const { command, headers, body } = request;
      if (command === 'HEARTBEAT') return beat();
      const { topic } = body;
      if (tokens.check(headers.sessionToken, []) !== 200) return refuse(401, 'the session token is not valid', topic);
      if (command === 'CONNECT') return connect();
      if (topic === undefined) return refuse(400, 'a topic is missing');
      if (command === 'SUBSCRIBE') subscribe(topic);
      else unsubscribe(topic);
    },
  };
}
export type NiceSession = ReturnType<typeof createNiceSession>;

function readRequest(data: Buffer): z.infer<typeof Request> | undefined {
  try {
    return Request.safeParse(JSON.parse(data.toString())).data;
  } catch {
    return undefined;
  }
}
