import type { FaultName } from './fault.js';
import type { OutgoingFrame } from './frames.js';

/** One thing that happened. Tokens and secrets are never in it. */
export type JournalEvent =
  | { kind: 'token'; clientId: string | undefined; status: number }
  | { kind: 'tokensRevoked' }
  | {
      kind: 'socketOpened' | 'socketSubscribed' | 'socketSilenced' | 'socketReset' | 'socketWarned' | 'socketClosed';
      socketId: number;
    }
  /** With the status of the handshake, or else the code with which the socket was closed. */
  | { kind: 'socketRefused'; status: number }
  | { kind: 'callStarted' | 'callEnded'; interactionId: string }
  /** `sockets`: how many it went to; 0 means that nobody heard it. */
  | {
      kind: 'frame';
      frame: OutgoingFrame['kind'];
      interactionId: string | undefined;
      segmentId: string | undefined;
      sockets: number;
    }
  /** `accepted`: it made a new cue; a repetition of a key that is honoured does not. `answered`: the status reached the client. */
  | {
      kind: 'cue';
      interactionId: string;
      idempotencyKey: string | undefined;
      body: unknown;
      status: number;
      accepted: boolean;
      answered: boolean;
      cueId: string | undefined;
    }
  | { kind: 'resolve'; interactionId: string; cueId: string; body: unknown; status: number; answered: boolean }
  | {
      kind: 'topicSubscribed' | 'topicUnsubscribed' | 'topicRefused' | 'topicUnanswered';
      socketId: number;
      topic: string;
    }
  | { kind: 'contactStarted'; contactId: string; masterId: string; interactionId: string }
  /** Without a status nobody answered. */
  | { kind: 'announced'; event: 'started' | 'ended'; contactId: string; status: number | undefined }
  | { kind: 'contactsListed'; status: number }
  /** A platform that posts what is said; without a status nobody answered. */
  | { kind: 'posted'; status: number | undefined }
  /** A message to an agent; `contactId`: the one that the agent has, or had last. */
  | {
      kind: 'message';
      agentId: number | undefined;
      contactId: string | undefined;
      body: unknown;
      status: number;
      accepted: boolean;
      answered: boolean;
      messageGroupGuid: string | undefined;
    }
  | {
      kind: 'messageWithdrawn';
      messageGroupGuid: string;
      agentId: number | undefined;
      status: number;
      answered: boolean;
    }
  | { kind: 'messagesListed'; status: number }
  | {
      kind: 'signal';
      contactId: string;
      parameters: Readonly<Record<string, string>>;
      status: number;
      answered: boolean;
    }
  | { kind: 'fault'; name: FaultName };

/** `sequence` counts from 1 without holes; `atMs` is in ms since the epoch, with a fraction. */
export type JournalEntry = JournalEvent & { readonly sequence: number; readonly atMs: number };
/** What an entry of the journal is about. */
export type JournalKind = JournalEvent['kind'];
/** Entries of a kind. */
type EntryOf<Kind extends JournalKind, Entry = JournalEntry> = Entry extends { readonly kind: infer K }
  ? [Extract<K, Kind>] extends [never]
    ? never
    : Entry
  : never;
/** All kinds, to check a query against. */
export const journalKinds = [
  'token',
  'tokensRevoked',
  'socketOpened',
  'socketSubscribed',
  'socketSilenced',
  'socketReset',
  'socketWarned',
  'socketClosed',
  'socketRefused',
  'callStarted',
  'callEnded',
  'frame',
  'cue',
  'resolve',
  'topicSubscribed',
  'topicUnsubscribed',
  'topicRefused',
  'topicUnanswered',
  'contactStarted',
  'announced',
  'contactsListed',
  'posted',
  'message',
  'messageWithdrawn',
  'messagesListed',
  'signal',
  'fault',
] as const satisfies readonly JournalKind[];

export interface JournalContext {
  /** How many entries are kept at least; the oldest go first. */
  readonly length: number;
  readonly now: () => number;
}

/** What the simulator sent and received, in order. */
export function createJournal({ length, now }: JournalContext) {
  let entries: JournalEntry[] = [];
  let sequence = 0;
  return {
    write(event: JournalEvent): void {
      sequence += 1;
      entries.push({ ...event, sequence, atMs: now() });
      // Cut in bulk: shifting one by one would cost the whole length with each entry.
      if (entries.length >= 2 * length) entries = entries.slice(-length);
    },
    /** The kept entries after a sequence number, oldest first. */
    read<Kind extends JournalKind = JournalKind>({ since = 0, kind }: { since?: number; kind?: Kind } = {}) {
      const isWanted = (entry: JournalEntry): entry is JournalEntry & EntryOf<Kind> =>
        entry.sequence > since && (kind === undefined || entry.kind === kind);
      return entries.filter(isWanted);
    },
    /** The sequence number of the latest entry. */
    last: () => sequence,
    /** Forgets all entries; sequence numbers go on. */
    clear(): void {
      entries = [];
    },
  };
}
export type Journal = ReturnType<typeof createJournal>;
