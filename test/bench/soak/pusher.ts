import { setTimeout as delay } from 'node:timers/promises';
import type { BenchPipeline } from '../programs/bench-pipeline.js';

/** Frames under way at most, from the simulator to the matcher. */
const MOST_UNDER_WAY = 3000;
const POLL_MS = 100;

/** Sends frames as fast as the pipeline carries them. */
export async function createPusher({ simulator, matcher }: Pick<BenchPipeline, 'simulator' | 'matcher'>) {
  const processed = async () => (await matcher.metrics()).get('cueline_matcher_processed_entries_total') ?? 0;
  const before = await processed();
  let sent = 0;
  /** What the matcher had processed when it was last asked. */
  let done = 0;

  /** Waits until no more than so many are under way. */
  async function awaitAtMost(underWay: number): Promise<void> {
    while (sent - done > underWay) {
      done = (await processed()) - before;
      if (sent - done > underWay) await delay(POLL_MS);
    }
  }
  return {
    async push(frame: object): Promise<void> {
      await awaitAtMost(MOST_UNDER_WAY);
      simulator.pushFrame(frame);
      sent += 1;
    },
    /** Resolves when all that was sent has been processed. */
    drained: () => awaitAtMost(0),
  };
}
export type Pusher = Awaited<ReturnType<typeof createPusher>>;
