import type { InteractionId } from '@cueline/shared';
import { LRUCache } from 'lru-cache';
import type { HeardClock } from '../heard-clock.js';

type Attributes = Readonly<Record<string, string>>;

/** What rules judge as one: a call, or all calls of a conversation, one after the other as it is transferred. */
interface Interaction {
  readonly id: InteractionId;
  readonly first: Contact;
  /** Its calls that are not over, in the order in which they began. */
  readonly calls: Set<Contact>;
  /** Whether some of the calls that are over may not have been heard. */
  isUnheard: boolean;
}

/** A call that the platform has, in µs of our monotonic clock. */
export interface Contact {
  readonly call: string;
  readonly interactionId: InteractionId;
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
  readonly interaction: InteractionId;
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
  /**
   * Called when no more is to come of an interaction.
   *
   * @param isUnheard whether some of it may not have been heard
   */
  readonly onOver: (id: InteractionId, isUnheard: boolean) => void;
}

/** Calls that are over are remembered, as a list that was read before may still have them. */
const MAX_OVER = 32_768;

/** The calls that the platform has, by what it announces and lists. */
export function createContacts({ now, lingerMs, onOver }: ContactsContext) {
  const contacts = new Map<string, Contact>();
  const interactions = new Map<string, Interaction>();
  const over = new LRUCache<string, true>({ max: MAX_OVER });
  const timers = new Map<Contact, NodeJS.Timeout>();
  /** One for each open socket. */
  const followers = new Set<ContactFollower>();

  function start({ call, interaction: interactionId, attributes, startedAgoMs = 0 }: ContactReport): Contact {
    const knownUs = now();
    const startedUs = knownUs - Math.max(0, startedAgoMs) * 1000;
    const told = { call, interactionId, startedUs, knownUs, attributes };
    const contact: Contact = { ...told, heldBy: 0, isLate: true, isUnheard: false };
    contacts.set(call, contact);
    const known = interactions.get(interactionId);
    if (known === undefined)
      interactions.set(interactionId, {
        id: interactionId,
        first: contact,
        calls: new Set([contact]),
        isUnheard: false,
      });
    else known.calls.add(contact);
    return contact;
  }
  function finish(contact: Contact): void {
    clearTimeout(timers.get(contact));
    timers.delete(contact);
    contacts.delete(contact.call);
    over.set(contact.call, true);
    for (const follower of followers) follower.over(contact);
    const interaction = interactions.get(contact.interactionId);
    if (interaction === undefined) return;
    interaction.calls.delete(contact);
    interaction.isUnheard ||= contact.isUnheard || (contact !== interaction.first && contact.isLate);
    if (interaction.calls.size > 0) return;
    interactions.delete(interaction.id);
    onOver(interaction.id, interaction.isUnheard);
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
    /**
     * What is known of an interaction: the attributes of its latest call, and whether what was said when it began may not have been heard.
     * One that was taken over before we knew of it began in another call.
     */
    known(id: string): { readonly attributes: Attributes; readonly isLate: boolean } | undefined {
      const interaction = interactions.get(id);
      const latest = [...(interaction?.calls ?? [])].at(-1);
      if (interaction === undefined || latest === undefined) return undefined;
      const { first } = interaction;
      return { attributes: latest.attributes, isLate: first.isLate || first.call !== first.interactionId };
    },
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
