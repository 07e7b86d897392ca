// The hold, kept in one hash for all publishers:
//
// | state     | in the hash                            | a request    | next                                              |
// | --------- | -------------------------------------- | ------------ | ------------------------------------------------- |
// | open      | no `reason`                            | passes       | held, by an answer or an operator                 |
// | held      | `reason`, `why`, `untilMs` to come     | waits        | open or due, when `untilMs` has passed; resumed   |
// | due       | `reason` of `PROBED`, `untilMs` passed | one passes   | probing                                           |
// | probing   | as held, and `probing`                 | waits        | open, if the probe was taken; held; due after 5 s |
//
// Throttled is apart from these: after a 429 `throttledTo` and `throttledAtMs` slow the rate in every state.
import { defineScript, HoldHash, HoldReason, type Keys, readFields, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import { readScript } from '../scripts.js';

/**
 * Reasons that may outlast their hold: one request probes before others follow. Until it has found them gone they are in
 * force, however long none is made.
 */
export const PROBED: readonly HoldReason[] = ['forbidden', 'circuit_open', 'misconfigured'];

const Stored = HoldHash.pick({ reason: true, untilMs: true, why: true });

/** A hold on the queue. */
export interface Hold {
  readonly reason: HoldReason;
  /** The answer that caused it, in words, if one did. */
  readonly why: string;
  /** When it ends or the next request probes, in ms of Redis' clock. */
  readonly untilMs: number;
  /** The time until then; 0 if the next request probes. */
  readonly forMs: number;
}

export interface HoldContext {
  readonly redis: RedisClient;
  readonly keys: Pick<Keys, 'hold'>;
}

/** The only way to hold the queue, for any reason: the hash at `keys.hold`, checked just before each request. */
export function createHold({ redis, keys }: HoldContext) {
  const hold = defineScript(
    redis,
    readScript('gate/hold-queue'),
    z.tuple([z.number(), HoldReason, z.number(), z.number(), z.string()]),
  );
  const release = defineScript(redis, readScript('gate/release-queue'), z.union([HoldReason, z.literal('')]));

  async function end(which: 'resume' | 'probe'): Promise<HoldReason | undefined> {
    const reason = await release([keys.hold], [which, ...PROBED]);
    return reason === '' ? undefined : reason;
  }

  return {
    /**
     * Holds the queue; of several holds the longest counts.
     *
     * @param options `why`: the answer that caused it, in words. `throttledTo`: how many requests a window may have from
     *   now on; counts only if this call begins a hold, so that many answers of one storm slow the rate once
     * @returns the hold in force, and whether this call began it
     */
    async holdQueue(
      reason: HoldReason,
      forMs: number,
      { why = '', throttledTo }: { why?: string; throttledTo?: number } = {},
    ): Promise<Hold & { begun: boolean }> {
      const args = [reason, Math.ceil(forMs), throttledTo ?? '', why];
      const [begun, inForce, untilMs, stillMs, caused] = await hold([keys.hold], args);
      return { begun: begun === 1, reason: inForce, untilMs, forMs: stillMs, why: caused };
    },
    /** The hold in force, if any. */
    async readHold(): Promise<Hold | undefined> {
      const [stored, [seconds, microseconds]] = await Promise.all([readFields(redis, keys.hold, Stored), redis.time()]);
      if (stored === undefined) return undefined;
      const { reason, untilMs, why } = stored;
      const forMs = Math.max(0, untilMs - (Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000)));
      return forMs > 0 || PROBED.includes(reason) ? { reason, untilMs, forMs, why } : undefined;
    },
    /**
     * Lets a request be tried now: ends the hold, or its wait if what caused it may be there still. Returns its reason, if
     * there was one.
     */
    resume: () => end('resume'),
    /** Ends the hold whose reason a probe has just found gone; a hold begun meanwhile stays. */
    releaseProbed: () => end('probe'),
  };
}
export type QueueHold = ReturnType<typeof createHold>;
