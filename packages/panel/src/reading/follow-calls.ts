import {
  createCost,
  createLiveCalls,
  createReads,
  type FollowedCall,
  keysOf,
  type PipelineContext,
} from '@cueline/operate';
import { type Log, repeat } from '@cueline/shared';
import { type IsLookedAt, type PanelCall, panelCallOf } from './panel-call.js';

/** So often is asked what has changed: a part of the 300 ms within which what was heard is shown. */
const FOLLOW_MS = 100;
/** Calls are followed for so long after the last panel was closed. */
const REST_AFTER_MS = 60_000;
/** What is shown is old if nothing could be read for so long. */
const STALE_MS = 5_000;
/** Ingests say every second how far they have heard: where that is older, the watermark stands still. */
const UNHEARD_MS = 10_000;

export interface FollowContext {
  readonly pipeline: PipelineContext;
  /** Whether anybody looks. */
  readonly isWatched: () => boolean;
  readonly isLookedAt: IsLookedAt;
  /** Called after each look at what has changed, and while Redis does not answer. */
  readonly onLook: () => void;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Why what is known may not be so. */
export type Trouble = 'redis' | 'unheard';

/** All live calls, followed for all panels while there are any: one reader, by the index of changes. */
export function createFollower({ pipeline, isWatched, isLookedAt, onLook, log, signal }: FollowContext) {
  const { redis, partitions } = pipeline;
  const read = createReads({ redis, cost: createCost(() => performance.now()) });
  const calls = createLiveCalls({
    redis,
    keys: keysOf(pipeline),
    partitions,
    read,
    know: (call, watermarkMs, gaps) => panelCallOf(call, watermarkMs, gaps, isLookedAt),
  });
  const reading = new Map<string, Promise<void>>();
  let latest: { atMs: number; processedMs: number | undefined; readMs: number } | undefined;
  let watchedMs = -Infinity;

  const onError = (error: unknown) => log.warn({ err: error }, 'live calls could not be read');

  async function follow(): Promise<void> {
    if (isWatched()) watchedMs = performance.now();
    if (performance.now() - watchedMs > REST_AFTER_MS) return;
    const { atMs, processedMs } = await calls.follow(onError);
    latest = { atMs, processedMs, readMs: performance.now() };
    onLook();
  }

  return {
    /** Reads until told to stop. */
    async run(): Promise<void> {
      const whileAway = setInterval(() => {
        if (trouble() === 'redis') onLook();
      }, 1000);
      try {
        await repeat({ everyMs: FOLLOW_MS, step: follow, signal, onError });
      } finally {
        clearInterval(whileAway);
      }
    },
    /** All starts anew: what was read before may not be so after a fail-over. */
    restart: () => calls.begin(),
    atMs: () => latest?.atMs ?? Date.now(),
    trouble,
    call: (id: string): FollowedCall<PanelCall> | undefined => calls.get(id),
    all: () => calls.all(),
    /** Reads one call, if it is not being read already. */
    readNow(id: string): Promise<void> {
      const begun = reading.get(id);
      if (begun !== undefined) return begun;
      const done = calls.readNow(id).catch(onError);
      reading.set(id, done);
      return done.finally(() => reading.delete(id));
    },
    isComplete: () => calls.isComplete(),
  };

  function trouble(): Trouble | undefined {
    if (latest === undefined || performance.now() - latest.readMs > STALE_MS) return 'redis';
    return latest.atMs - (latest.processedMs ?? -Infinity) > UNHEARD_MS ? 'unheard' : undefined;
  }
}
export type Follower = ReturnType<typeof createFollower>;
