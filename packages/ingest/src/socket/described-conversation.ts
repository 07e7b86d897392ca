import {
  compilePlace,
  compileTests,
  type Log,
  parseDuration,
  parseJson,
  readText,
  type Socket,
  type SocketValue,
  socketTemplates,
  socketValuesIn,
  type Tokens,
} from '@cueline/shared';
import type { Contact, Contacts } from '../contacts/contacts.js';
import type { HeardClock } from '../heard-clock.js';
import { keepBeating } from './heartbeats.js';
import { keepAlive } from './pinger.js';
import type { Converse } from './socket.js';
import { createSubscriptions } from './subscriptions.js';

type ValueOf = (name: SocketValue) => string;

export interface ConversationContext {
  readonly described: Socket;
  readonly contacts: Contacts;
  readonly tokens: Pick<Tokens, 'get' | 'invalidate'>;
  /** The values of placeholders that are the same for all frames. */
  readonly valueOf: ValueOf;
  readonly pingIntervalMs: number;
  readonly pongTimeoutMs: number;
  readonly now: HeardClock;
  /** Called when the platform refuses the speech of a call. */
  readonly onRefused: (contact: Contact, words: string) => void;
  /** Called every so often with how many calls are heard and refused. */
  readonly onCount: (count: { readonly held: number; readonly refused: number }) => void;
  readonly log: Log;
}

const LOOK_EVERY_MS = 250;
const OPEN_WITHIN_MS = 10_000;
const AT_ONCE = 20;
/** Who takes a call greets first: nothing that has to be said is over sooner. */
const IN_TIME_MS = 2_000;
const MISSES = 3;
const MAX_WORDS_LENGTH = 200;

/** Talks to a platform as its file says: opening frames, subscriptions to calls, heartbeats. */
export function createConversation(context: ConversationContext): Converse {
  const { described, contacts, tokens, now, log } = context;
  const { open = [], refused, subscribe, heartbeat } = described;
  const opening = open.map(({ send, answer }) => ({ frame: compileFrame(send), isAnswer: compileTests(answer) }));
  const isClosing = compileTests(described.closing);
  const isRefusal = compileTests(refused?.when);
  const isOfToken = compileTests(refused?.token);
  const wordsOf = compilePlace(refused?.words);
  const topicAt = compilePlace(subscribe?.at);
  const fills = { subscribe: compileFrame(subscribe?.send), end: compileFrame(subscribe?.end) };
  const topicOf = socketTemplates.compileText(subscribe?.topic ?? '');
  const isGranted = compileTests(subscribe?.answer);
  const isEnded = compileTests(subscribe?.ended);
  const beat = compileFrame(heartbeat?.send);
  const isBeat = compileTests(heartbeat?.answer);

  const topicIn = (frame: object): string | undefined => readText(topicAt(frame, frame));

  return (link) => {
    const { socket } = link;
    let opened = 0;
    let lastToken = '';
    let isOpen = false;

    const sendWith = async ({ fill, hasToken }: SentFrame, given: Given): Promise<void> => {
      const token = hasToken ? await tokens.get() : '';
      if (hasToken) lastToken = token;
      const values: Given = { ...given, token };
      if (socket.readyState === socket.OPEN) socket.send(fill((name) => values[name] ?? context.valueOf(name)));
    };
    /** Sends a frame, with the token that is valid now if it needs one. */
    const send = (frame: SentFrame, given: Given = {}): void => {
      sendWith(frame, given).catch((error: unknown) => log.debug({ err: error }, 'a frame was not sent: no token'));
    };
    const subscriptions = createSubscriptions({
      topicOf: (call) => topicOf((name) => (name === 'call' ? call : context.valueOf(name))),
      send(kind, { call }, topic) {
        if (kind === 'subscribe' || subscribe?.end !== undefined) send(fills[kind], { call, topic });
      },
      atOnce: subscribe?.atOnce ?? AT_ONCE,
      inTimeUs: (parseDuration(described.contacts?.inTime ?? '') ?? IN_TIME_MS) * 1000,
      onRefused(contact: Contact, words) {
        context.onRefused(contact, words);
      },
      now,
    });
    let beats: ReturnType<typeof keepBeating> | undefined;
    const begin = () => {
      isOpen = true;
      clearTimeout(overdue);
      const { onAnswered } = link;
      if (heartbeat !== undefined) {
        const pace = { everyMs: parseDuration(heartbeat.every) ?? 0, misses: heartbeat.misses ?? MISSES };
        beats = keepBeating(socket, { ...pace, now, onAnswered, send: () => send(beat) });
      }
      const { pingIntervalMs: intervalMs, pongTimeoutMs: timeoutMs } = context;
      const silentMs = beats?.silentMs ?? keepAlive(socket, { intervalMs, timeoutMs, now, onAnswered });
      link.onOpen(silentMs);
      if (subscribe === undefined) return link.onCovering();
      const unfollow = contacts.follow(subscriptions.follower);
      const look = () => {
        subscriptions.look();
        context.onCount(subscriptions.count());
        if (subscriptions.isSettled()) link.onCovering();
      };
      const timer = setInterval(look, LOOK_EVERY_MS);
      socket.on('close', () => {
        clearInterval(timer);
        unfollow();
        subscriptions.close();
        context.onCount({ held: 0, refused: 0 });
      });
    };
    const next = () => {
      const step = opening[opened];
      if (step === undefined) begin();
      else send(step.frame);
    };
    const overdue = setTimeout(() => link.refuse({ reason: 'it did not answer what was sent first' }), OPEN_WITHIN_MS);
    socket.on('close', () => clearTimeout(overdue));
    next();

    /** Whether a frame was an answer to us. */
    return (data) => {
      const frame = parseFrame(data);
      if (frame === undefined) return false;
      if (isRefusal(frame, frame)) {
        const words = (readText(wordsOf(frame, frame)) ?? 'refused').slice(0, MAX_WORDS_LENGTH);
        const isUnauthorized = isOfToken(frame, frame);
        if (isUnauthorized) tokens.invalidate(lastToken);
        if (isOpen) return subscriptions.refused(topicIn(frame), words);
        link.refuse({ reason: words, ...(isUnauthorized ? { status: 401 } : {}) });
        return true;
      }
      if (!isOpen) {
        if (opening[opened]?.isAnswer(frame, frame) !== true) return false;
        opened += 1;
        next();
        return true;
      }
      if (beats !== undefined && isBeat(frame, frame)) {
        beats.answered();
        return true;
      }
      if (isClosing(frame, frame)) {
        link.onClosing();
        return true;
      }
      const topic = topicIn(frame);
      if (topic === undefined) return false;
      if (isGranted(frame, frame)) {
        subscriptions.granted(topic);
        return true;
      }
      if (!isEnded(frame, frame)) return false;
      subscriptions.ended(topic);
      return true;
    };
  };
}

/** A frame to send, compiled. */
interface SentFrame {
  readonly fill: (valueOf: ValueOf) => string;
  readonly hasToken: boolean;
}
type Given = Partial<Record<SocketValue, string>>;

function compileFrame(frame: object = {}): SentFrame {
  const fill = socketTemplates.compileJson(frame);
  return { fill: (valueOf) => JSON.stringify(fill(valueOf)), hasToken: socketValuesIn(frame).includes('token') };
}

function parseFrame(data: Buffer): object | undefined {
  try {
    const frame = parseJson(data);
    return typeof frame === 'object' && frame !== null ? frame : undefined;
  } catch {
    return undefined;
  }
}
