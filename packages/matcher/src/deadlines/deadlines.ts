import {
  defineScript,
  FORMAT,
  type Gap,
  InteractionId,
  type Keys,
  parseGaps,
  type Partition,
  type RedisClient,
  toUs,
} from '@cueline/shared';
import { z } from 'zod';
import { LookRequest } from './relay.js';
import { readScript } from '../scripts.js';

/** Most interactions checked in one step. */
const LIMIT = 500;
/** How long a replica has to end an interaction before that is requested again, in time of the watermark. */
const ENDING_MS = 5000;
/** Most gaps remembered per partition. */
const MAX_GAPS = 100;

export interface Fired {
  /** Everything said before this moment has been processed (µs); unset until an ingest has listened. */
  readonly watermarkUs: number | undefined;
  /** The same for what came before this moment: later than the watermark by the platform's delay. */
  readonly processedUs: number | undefined;
  readonly lookRequests: readonly LookRequest[];
  /** Interactions that are due to end; those not ended are returned again later. */
  readonly endings: readonly InteractionId[];
  /** Stretches that nobody listened to and that were just skipped. */
  readonly gaps: readonly Gap[];
  /** Whether there may be more. */
  readonly more: boolean;
  /** Whether the next step may wait for a second: nothing is in the stream, nothing is due soon, no stretch is awaited. */
  readonly isQuiet: boolean;
}

/** Advances a partition's watermark and fires its deadlines. */
export function createDeadlines({ redis, keys, gapWaitMs, handOverMs }: DeadlinesContext) {
  const fireDue = defineScript(
    redis,
    { ...readScript('deadlines/fire-due'), makesRoom: true },
    z.tuple([
      z.string(),
      z.string(),
      z.array(LookRequest),
      z.array(InteractionId),
      z.string().transform(parseGaps),
      z.literal([0, 1]),
    ]),
  );
  return {
    /** Advances the watermark, and requests a look at each interaction with a deadline that has passed. */
    async fire(partition: Partition): Promise<Fired> {
      const [watermark, processed, lookRequests, endings, gaps, quiet] = await fireDue(
        [
          keys.deadlines(partition),
          keys.outbox(partition),
          keys.segments(partition),
          keys.listening(partition),
          keys.late(partition),
        ],
        [keys.interactionPrefix(partition), LIMIT, gapWaitMs, handOverMs, MAX_GAPS, ENDING_MS, FORMAT],
      );
      return {
        watermarkUs: watermark === '' ? undefined : toUs(Number(watermark)),
        processedUs: processed === '' ? undefined : toUs(Number(processed)),
        lookRequests,
        endings,
        gaps,
        more: lookRequests.length + endings.length >= LIMIT,
        isQuiet: quiet === 1,
      };
    },
    /**
     * Has interactions checked at the next step, though the watermark stands still: it may wait for the end of one of
     * them, which was lost with the replica that it was returned to.
     */
    async checkAgain(partition: Partition, ids: ReadonlySet<InteractionId>): Promise<void> {
      if (ids.size === 0) return;
      await redis.zadd(keys.deadlines(partition), 'XX', ...[...ids].flatMap((id) => [0, id]));
    },
  };
}
export type Deadlines = ReturnType<typeof createDeadlines>;

interface DeadlinesContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  /** How long to wait for an ingest that may have heard what the others have not, before that stretch is skipped. */
  readonly gapWaitMs: number;
  /** How long a publisher has for a look before it is handed over again. */
  readonly handOverMs: number;
}
