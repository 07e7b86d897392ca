import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { ActiveFaults } from '../faults.js';
import type { Journal } from '../journal.js';
import { post, type Post } from '../post.js';
import { refuseUpgrade } from '../refuse-upgrade.js';
import { readOwnFrame, type Speech } from '../speech.js';
import type { TranscriptionSockets } from '../transcription-sockets.js';

/** What is posted of one call: bodies, in the order in which they are sent. */
export interface PostedCall {
  began(): string[];
  said(speech: Speech): string[];
  ended(): string[];
}

/** A platform that posts what is said to whoever is named to it. */
export interface PostingPlatform {
  call(id: string, startedAtMs: number): PostedCall;
  /** The headers of a request, by which the receiver knows who it is from. */
  headers(url: string, body: string): Post['headers'];
}

export interface PostedWireContext {
  readonly platform: PostingPlatform;
  readonly postTo: string;
  readonly faults: ActiveFaults;
  readonly journal: Journal;
  /** Whether each request is written to the journal. */
  readonly journalFrames: boolean;
  readonly now: () => number;
}

/** How often what nobody took is tried again; Twilio does it so often. */
const RETRIES = 3;
const RETRY_AFTER_MS = 1_000;
const RETRIED = new Set([408, 425, 429]);

/** A platform that opens no socket, but posts. Requests do not wait for one another, so one may overtake another. */
export function createPostedWire({ platform, postTo, faults, journal, journalFrames, now }: PostedWireContext) {
  const calls = new Map<string, PostedCall>();
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  let to = new URL(postTo).href;

  const open = (id: string): PostedCall => {
    const call = platform.call(id, now());
    calls.set(id, call);
    return call;
  };
  const deliver = async (body: string): Promise<void> => {
    const request = { headers: platform.headers(to, body), body };
    for (let retries = 0; !closing.signal.aborted; retries += 1) {
      const status = await post(to, request, closing.signal);
      if (journalFrames) journal.write({ kind: 'posted', status });
      const isToBeRepeated = status === undefined || status >= 500 || RETRIED.has(status);
      if (!isToBeRepeated || retries === RETRIES) return;
      await delay(RETRY_AFTER_MS, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  const postAll = (bodies: readonly string[]) => {
    for (const body of bodies) void deliver(body);
  };
  const postSpeech = async (bodies: readonly string[]) => {
    const { windowMs } = faults.strike('textsInWindows') ?? {};
    const { signal } = closing;
    if (windowMs !== undefined)
      await delay(windowMs - (now() % windowMs), undefined, { signal }).catch(() => undefined);
    postAll(bodies);
  };

  return {
    onStarted: (id: string): void => postAll(open(id).began()),
    onStopped: (): void => calls.clear(),
    /** Posts there from now on. */
    postTo: (url: string): void => void (to = new URL(url).href),
    sockets: {
      upgrade: (_request, socket) => refuseUpgrade(socket, 404),
      send(data) {
        const text = data.toString();
        const frame = readOwnFrame(text);
        if (frame.kind === 'speech') {
          const { interactionId } = frame.speech;
          void postSpeech((calls.get(interactionId) ?? open(interactionId)).said(frame.speech));
        } else if (frame.kind === 'end') {
          postAll((calls.get(frame.interactionId) ?? open(frame.interactionId)).ended());
          calls.delete(frame.interactionId);
        } else postAll([text]);
        return 1;
      },
      reset: () => 0,
      silence: () => 0,
      subscribed: () => Promise.resolve(),
      list: () => [],
      close: () => closing.abort(),
    } satisfies TranscriptionSockets,
  };
}
