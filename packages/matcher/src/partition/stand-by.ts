import { defineScript, type Keys, type Partition, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import { GROUP } from '../stream/group.js';
import { readScript } from '../scripts.js';

/*
 * What a matcher does that stands by for a partition. Each in line looks a quarter as often as the one before it, so that all of
 * them together ask Redis little more than the first does.
 *
 * | the owner                       | is seen by                                   | and it                                 |
 * | ------------------------------- | -------------------------------------------- | -------------------------------------- |
 * | keeps up                        | nothing in the stream is old                 | is left alone                          |
 * | holds entries too long          | an old entry: from then on the standby looks | loses them, one by one, as             |
 * |                                 | as often as an owner                         | `CLAIM_IDLE_MS` passes                 |
 * | does not read                   | an old entry that nobody has taken, and      | is helped: the standby reads until     |
 * |                                 | nobody asks for it                           | none is old                            |
 * | does not read fast enough       | an old entry that nobody has taken           | is helped as long as the standby keeps |
 * |                                 |                                              | up with what is its own                |
 * | does not fire deadlines         | `lookedAt` is old                            | has them fired, and looks handed over  |
 * | is not seen any more            | (`affinity.ts`)                              | loses the partition                    |
 *
 * Where all are behind, each keeps to its own: speech of one call that several take in turn has to be read and matched again.
 */

/** How long ago it was that is old, in ms: that and the wait until somebody looks stay below `CLAIM_IDLE_MS` and a second. */
const behindMs = (claimIdleMs: number) => Math.max(750, claimIdleMs / 2);
/** How often the first in line looks, in ms. */
const lookEveryMs = (claimIdleMs: number) => Math.max(250, claimIdleMs / 2);

const flag = z.literal([0, 1]).transform(Boolean);

/** Watches over owners. */
export function createStandBy({ redis, keys, consumer, claimIdleMs }: StandByContext) {
  const look = defineScript(redis, readScript('partition/stand-by'), z.tuple([flag, flag, flag, flag]));
  return {
    /** How long to wait before the next look (ms). */
    waitMs: (place: number): number => lookEveryMs(claimIdleMs) * 4 ** (Math.min(place, 5) - 1),
    async look(partition: Partition) {
      const [isBehind, hasUnread, hasNoReader, isUnwatched] = await look(
        [keys.segments(partition), keys.listening(partition)],
        [GROUP, behindMs(claimIdleMs), consumer],
      );
      return { isBehind, hasUnread, hasNoReader, isUnwatched };
    },
  };
}
export type StandBy = ReturnType<typeof createStandBy>;

interface StandByContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  /** This replica's name in the consumer group. */
  readonly consumer: string;
  readonly claimIdleMs: number;
}
