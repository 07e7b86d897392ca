import type { Call } from '../call.js';
import type { ActiveFaults } from '../faults.js';
import type { Journal } from '../journal.js';
import { post, secretHeaders } from '../post.js';

/** One agent's leg of a call, as CXone's lists have it. */
export interface NiceContact {
  readonly contactId: string;
  /** The same for all legs of a call. */
  readonly masterId: string;
  readonly agentId: number;
  readonly skill: string;
  readonly startedAtMs: number;
  updatedAtMs: number;
  isHeld: boolean;
  holdCount: number;
  /** How many texts of it were sent. */
  serial: number;
}

export interface NiceContactsContext {
  /** Where the Studio script posts that a contact begins and ends; without it nothing is announced. */
  readonly announceTo?: string | undefined;
  readonly announceSecret: string;
  readonly faults: ActiveFaults;
  readonly journal: Journal;
  readonly now: () => number;
}

const FIRST_AGENT = 12_000;
/** More than calls that are on at a time: a message is of the call that its agent has. */
const AGENTS = 100_000;

/** The contacts that are active, by the call that is played. A transfer gives a call another contact. */
export function createNiceContacts({ announceTo, announceSecret, faults, journal, now }: NiceContactsContext) {
  const active = new Map<string, NiceContact>();
  /** The contact that an agent has, or had last. */
  const byAgent = new Map<number, string>();
  let transfers = 0;
  let agents = 0;
  let to = announceTo;

  function announce(event: 'started' | 'ended', { contactId, masterId, agentId, skill }: NiceContact): void {
    if (to === undefined) return;
    if (faults.strike('announcementLost')) return;
    const body = JSON.stringify({ event, contactId, masterId, agentId, skill });
    void post(to, { headers: secretHeaders(announceSecret), body }).then((status) =>
      journal.write({ kind: 'announced', event, contactId, status }),
    );
  }
  function begin(
    call: string,
    contact: Pick<NiceContact, 'contactId' | 'masterId' | 'skill'>,
    startedAtMs = now(),
  ): void {
    agents = (agents + 1) % AGENTS;
    const agentId = FIRST_AGENT + agents;
    const { contactId, masterId, skill } = contact;
    const fresh = { updatedAtMs: now(), isHeld: false, holdCount: 0, serial: 0 };
    const begun = { contactId, masterId, skill, agentId, startedAtMs, ...fresh };
    active.set(call, begun);
    byAgent.set(agentId, contactId);
    journal.write({ kind: 'contactStarted', contactId, masterId, interactionId: call });
    announce('started', begun);
  }

  return {
    /** A call begins, under an id that is that of its contact. */
    started: (contactId: string, { segments, startedAtMs }: Call): void => {
      const skill = segments[0]?.attributes?.['skill'] ?? 'General';
      begin(contactId, { contactId, masterId: contactId, skill }, startedAtMs);
    },
    of: (call: string): NiceContact | undefined => active.get(call),
    /** Another agent takes a call over. */
    transfer: (call: string): void => {
      const before = active.get(call);
      if (before === undefined) return;
      announce('ended', before);
      transfers += 1;
      begin(call, { ...before, contactId: `${before.masterId}${transfers}` });
    },
    /** Puts a call on hold, or takes it back. */
    hold: (call: string, isHeld: boolean): void => {
      const contact = active.get(call);
      if (contact === undefined || contact.isHeld === isHeld) return;
      contact.isHeld = isHeld;
      if (isHeld) contact.holdCount += 1;
      contact.updatedAtMs = now();
    },
    /** A call ends. */
    ended(call: string): void {
      const contact = active.get(call);
      if (contact === undefined) return;
      active.delete(call);
      announce('ended', contact);
    },
    /** Those updated since a moment. */
    list: (sinceMs: number): NiceContact[] => [...active.values()].filter(({ updatedAtMs }) => updatedAtMs >= sinceMs),
    isAgent: (id: number): boolean => id >= FIRST_AGENT && id < FIRST_AGENT + AGENTS,
    /** The contact that an agent has, or had last. */
    ofAgent: (id: number | undefined): string | undefined => (id === undefined ? undefined : byAgent.get(id)),
    /** Whether it is an active contact, or the master of one. */
    isContact: (id: string): boolean =>
      [...active.values()].some(({ contactId, masterId }) => contactId === id || masterId === id),
    /** Ends all, and nobody says so. */
    clear: () => active.clear(),
    /** Announces contacts there from now on. */
    announceTo: (url: string) => void (to = url),
  };
}
export type NiceContacts = ReturnType<typeof createNiceContacts>;
