import { formatState, parseState } from '@cueline/rules';
import {
  defineScript,
  formatEvents,
  InteractionHash,
  type InteractionId,
  type Keys,
  type Partition,
  readFields,
  type RedisClient,
  type StoredEvent,
  toUs,
} from '@cueline/shared';
import { z } from 'zod';
import { readScript } from '../scripts.js';
import { freshStateRevision } from './interactions.js';

/** Who ticks a disclosure off, and why. */
export interface Acknowledgement {
  readonly rule: string;
  readonly user: string;
  readonly reason: string;
}

/** What became of it: `over`: the call has ended, or nobody has heard of it; `busy`: it was changed again and again meanwhile. */
export type Acknowledged = 'done' | 'already' | 'over' | 'busy';

const Stored = InteractionHash.pick({ v: true, rev: true, state: true, heard: true, closed: true });
/** A call changes with each segment, several times a second at most. */
const MOST_TRIES = 20;

/**
 * Ticks a disclosure of a live interaction off by hand: it is no longer owed, whatever is said.
 *
 * @throws Error if what is stored cannot be read
 */
export function createAcknowledge({ redis, keys }: { redis: RedisClient; keys: Keys }) {
  const store = defineScript(redis, readScript('interaction/acknowledge'), z.literal([0, 1]));
  return async function acknowledge(
    partition: Partition,
    interactionId: InteractionId,
    { rule, user, reason }: Acknowledgement,
  ): Promise<Acknowledged> {
    const key = keys.interaction(partition, interactionId);
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const stored = await readFields(redis, key, Stored);
      const state = stored === undefined ? undefined : parseState(stored.state, stored.heard);
      if (stored === undefined || state === undefined || stored.closed !== undefined || state.endedAtUs !== undefined)
        return 'over';
      const known = state.acknowledged ?? {};
      if (Object.hasOwn(known, rule)) return 'already';
      const [seconds, micros] = await redis.time();
      const atMs = Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
      const acknowledged = { ...state, acknowledged: { ...known, [rule]: toUs(atMs) } };
      const event: StoredEvent = { atMs, what: 'acknowledged', items: [rule], detail: reason, by: user };
      const done = await store(
        [key, keys.outbox(partition)],
        [interactionId, stored.rev, freshStateRevision(), formatState(acknowledged), formatEvents([event])],
      );
      if (done === 1) return 'done';
    }
    return 'busy';
  };
}
