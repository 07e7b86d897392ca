import { defineScript, type Keys, readScript, type RedisClient } from '@cueline/shared';
import { z } from 'zod';

/** Why no cue is posted for now. */
export const HoldReason = z.enum(['paused', 'rate_limited', 'forbidden', 'circuit_open']);
export type HoldReason = z.infer<typeof HoldReason>;

/** A hold on the queue. */
export interface Hold {
  readonly reason: HoldReason;
  /** When it ends, in ms of Redis' clock. */
  readonly untilMs: number;
  /** The time until then. */
  readonly forMs: number;
}

export interface HoldContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
}

/** The only way to hold the queue, for any reason: the hash at `keys.hold`, checked just before each request. */
export function createHold({ redis, keys }: HoldContext) {
  const hold = defineScript(
    redis,
    readScript('hold-queue', import.meta.url),
    z.tuple([z.number(), HoldReason, z.number(), z.number()]),
  );
  const read = defineScript(
    redis,
    readScript('read-hold', import.meta.url),
    z.tuple([HoldReason, z.number(), z.number()]).nullable(),
  );
  const release = defineScript(
    redis,
    readScript('release-queue', import.meta.url),
    z.union([HoldReason, z.literal('')]),
  );

  async function end(which: 'pause' | 'probe'): Promise<HoldReason | undefined> {
    const reason = await release([keys.hold], [which]);
    return reason === '' ? undefined : reason;
  }

  return {
    /**
     * Holds the queue; of several holds the longest counts.
     *
     * @param throttledTo how many requests a window may have from now on; counts only if this call begins a hold, so
     *   that many answers of one storm slow the rate once
     * @returns the hold in force, and whether this call began it
     */
    async holdQueue(reason: HoldReason, forMs: number, throttledTo?: number): Promise<Hold & { begun: boolean }> {
      const args = [reason, Math.ceil(forMs), throttledTo ?? ''];
      const [begun, inForce, untilMs, stillMs] = await hold([keys.hold], args);
      return { begun: begun === 1, reason: inForce, untilMs, forMs: stillMs };
    },
    /** The hold in force, if any. */
    async readHold(): Promise<Hold | undefined> {
      const held = await read([keys.hold], []);
      return held === null ? undefined : { reason: held[0], untilMs: held[1], forMs: held[2] };
    },
    /** Ends an operator's pause; returns its reason, if there was one. */
    releasePause: () => end('pause'),
    /** Ends the hold whose reason a probe has just found gone; a hold begun meanwhile stays. */
    releaseProbed: () => end('probe'),
  };
}
export type QueueHold = ReturnType<typeof createHold>;
