import { LRUCache } from 'lru-cache';
import type { HeardClock } from '../heard-clock.js';

type Attributes = Readonly<Record<string, string>>;

/** A call that the platform has, in µs of our monotonic clock. */
export interface Contact {
  readonly call: string;
  /** When its speech began, as far as that is known. */
  readonly startedUs: number;
  /** When we learnt of it. */
  readonly knownUs: number;
  attributes: Attributes;
  /** Set once it has ended; texts of it may still come. */
  endedUs?: number;
  /** How many sockets bring its speech. */
  heldBy: number;
  /** Whether what was said when it began may not have been heard. */
  isLate: boolean;
  /** Whether some of it may not have been heard, as the platform refused us its speech. */
  isUnheard: boolean;
}

/** What is said of a call by an announcement or a list. */
export interface ContactReport {
  readonly call: string;
  readonly isEnded: boolean;
  readonly attributes: Attributes;
  /** How long ago its speech began (ms); unset if that is not said. */
  readonly startedAgoMs: number | undefined;
}

/** Who asks for the speech of calls. */
export interface ContactFollower {
  readonly started: (contact: Contact) => void;
  readonly over: (contact: Contact) => void;
}

export interface ContactsContext {
  readonly now: HeardClock;
  /** How long texts of a call may come after it has ended. */
  readonly lingerMs: number;
  /** Called when no more is to come of a call. */
  readonly onOver: (contact: Contact) => void;
}

/** Calls that are over are remembered, as a list that was read before may still have them. */
const MAX_OVER = 32_768;

/** The calls that the platform has, by what it announces and lists. */
export function createContacts({ now, lingerMs, onOver }: ContactsContext) {
  const contacts = new Map<string, Contact>();
  const over = new LRUCache<string, true>({ max: MAX_OVER });
  const timers = new Map<Contact, NodeJS.Timeout>();
  /** One for each open socket. */
  const followers = new Set<ContactFollower>();

  function start({ call, attributes, startedAgoMs = 0 }: ContactReport): Contact {
    const knownUs = now();
    const startedUs = knownUs - Math.max(0, startedAgoMs) * 1000;
    const contact: Contact = { call, startedUs, knownUs, attributes, heldBy: 0, isLate: true, isUnheard: false };
    contacts.set(call, contact);
    return contact;
  }
  function finish(contact: Contact): void {
    clearTimeout(timers.get(contact));
    timers.delete(contact);
    contacts.delete(contact.call);
    over.set(contact.call, true);
    for (const follower of followers) follower.over(contact);
    onOver(contact);
  }

  return {
    /** Takes what an announcement or a list says of a call. One that is over does not begin again. */
    report(report: ContactReport): void {
      const { call, attributes, isEnded } = report;
      if (over.has(call)) return;
      const known = contacts.get(call);
      const contact = known ?? start(report);
      contact.attributes = { ...contact.attributes, ...attributes };
      if (isEnded && contact.endedUs === undefined) {
        contact.endedUs = now();
        timers.set(
          contact,
          setTimeout(() => finish(contact), lingerMs),
        );
      } else if (known === undefined) for (const follower of followers) follower.started(contact);
    },
    get: (call: string): Contact | undefined => contacts.get(call),
    /** Those that have not ended. */
    live: (): Contact[] => [...contacts.values()].filter(({ endedUs }) => endedUs === undefined),
    /** Tells of each call that is there, and of those that come and go. What it returns ends it. */
    follow(follower: ContactFollower): () => void {
      followers.add(follower);
      for (const contact of contacts.values()) follower.started(contact);
      return () => void followers.delete(follower);
    },
    /** Finishes those that have ended. */
    close(): void {
      for (const contact of timers.keys()) finish(contact);
    },
  };
}
export type Contacts = ReturnType<typeof createContacts>;
