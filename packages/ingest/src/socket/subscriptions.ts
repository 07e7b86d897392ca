import { backoffMs, type BackoffPolicy } from '@cueline/shared';
import type { Contact, ContactFollower } from '../contacts/contacts.js';
import type { HeardClock } from '../heard-clock.js';

export interface SubscriptionsContext {
  readonly topicOf: (call: string) => string;
  /** Sends what asks for the speech of a call, or what ends that. */
  readonly send: (kind: 'subscribe' | 'end', contact: Contact, topic: string) => void;
  /** Most that wait for an answer at a time. */
  readonly atOnce: number;
  /** How long after a call began it is granted in time, at the latest. */
  readonly inTimeUs: number;
  /** Called when the platform refuses a call's speech, or does not answer. */
  readonly onRefused: (contact: Contact, words: string) => void;
  readonly now: HeardClock;
}

const ANSWER_WITHIN_US = 10_000_000;
const RETRY: BackoffPolicy = { firstMs: 1_000, maxMs: 60_000, jitter: 0.5 };

interface Subscription {
  readonly contact: Contact;
  readonly topic: string;
  /** `asked` since `atUs`; `waiting` for its turn, or until `atUs`. */
  state: 'waiting' | 'asked' | 'held';
  atUs: number;
  refusals: number;
}

/** What is subscribed to on one socket. It follows the calls that the platform has. */
export function createSubscriptions({ topicOf, send, atOnce, inTimeUs, onRefused, now }: SubscriptionsContext) {
  const byTopic = new Map<string, Subscription>();
  /** Topics that wait for an answer, in the order in which they were sent: a refusal need not name its own. */
  let unanswered: string[] = [];
  let asked = 0;

  const answered = (topic: string) => {
    const at = unanswered.indexOf(topic);
    if (at >= 0) unanswered.splice(at, 1);
  };
  function leave(subscription: Subscription, state: 'waiting' | 'held'): void {
    if (subscription.state === 'asked') asked -= 1;
    subscription.state = state;
  }
  function refuse(subscription: Subscription, words: string): void {
    leave(subscription, 'waiting');
    subscription.contact.isUnheard = true;
    subscription.atUs = now() + backoffMs(subscription.refusals, RETRY, Math.random) * 1000;
    subscription.refusals += 1;
    onRefused(subscription.contact, words);
  }
  /** Asks for as many as may wait for an answer. */
  function pump(): void {
    const nowUs = now();
    for (const subscription of byTopic.values()) {
      if (asked >= atOnce) return;
      if (subscription.state !== 'waiting' || subscription.atUs > nowUs) continue;
      subscription.state = 'asked';
      subscription.atUs = nowUs;
      asked += 1;
      unanswered.push(subscription.topic);
      send('subscribe', subscription.contact, subscription.topic);
    }
  }

  const follower: ContactFollower = {
    started(contact) {
      const topic = topicOf(contact.call);
      byTopic.set(topic, { contact, topic, state: 'waiting', atUs: 0, refusals: 0 });
      pump();
    },
    over(contact) {
      const topic = topicOf(contact.call);
      const subscription = byTopic.get(topic);
      if (subscription === undefined) return;
      byTopic.delete(topic);
      answered(topic);
      if (subscription.state === 'waiting') return;
      if (subscription.state === 'asked') asked -= 1;
      unanswered.push(topic);
      send('end', contact, topic);
      pump();
    },
  };
  return {
    follower,
    /** The platform grants a topic. */
    granted(topic: string): void {
      answered(topic);
      const subscription = byTopic.get(topic);
      if (subscription === undefined || subscription.state === 'held') return;
      leave(subscription, 'held');
      subscription.refusals = 0;
      const { contact } = subscription;
      contact.heldBy += 1;
      if (now() - contact.startedUs <= inTimeUs) {
        contact.isLate = false;
        contact.isUnheard = false;
      }
      pump();
    },
    /** The platform confirms that a subscription has ended. */
    ended: answered,
    /**
     * The platform refuses what was sent.
     *
     * @param topic if it names one; else the first that has no answer is meant
     * @returns whether it refuses something that was sent here
     */
    refused(topic: string | undefined, words: string): boolean {
      const meant = topic !== undefined && unanswered.includes(topic) ? topic : unanswered[0];
      if (meant === undefined) return false;
      answered(meant);
      const subscription = byTopic.get(meant);
      if (subscription?.state === 'asked') refuse(subscription, words);
      pump();
      return true;
    },
    /** Asks again for what was refused some time ago, or never answered. */
    look(): void {
      const lateUs = now() - ANSWER_WITHIN_US;
      for (const subscription of byTopic.values())
        if (subscription.state === 'asked' && subscription.atUs < lateUs) {
          answered(subscription.topic);
          refuse(subscription, 'no answer');
        }
      pump();
    },
    /** Whether each call is granted or refused. */
    isSettled: (): boolean => [...byTopic.values()].every(({ state, refusals }) => state === 'held' || refusals > 0),
    /** The socket is closed: what is said in calls that no other brings is not heard until another does. */
    close(): void {
      for (const { contact, state } of byTopic.values()) {
        if (state !== 'held') continue;
        contact.heldBy -= 1;
        if (contact.heldBy === 0) contact.isLate = true;
      }
    },
    /** How many calls are heard, and how many are refused. */
    count(): { readonly held: number; readonly refused: number } {
      const all = [...byTopic.values()];
      const held = all.filter(({ state }) => state === 'held').length;
      return { held, refused: all.filter(({ state, refusals }) => state !== 'held' && refusals > 0).length };
    },
  };
}
export type Subscriptions = ReturnType<typeof createSubscriptions>;
