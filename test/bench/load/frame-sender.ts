import { setTimeout as delay } from 'node:timers/promises';
import type { Keys } from '@cueline/shared';
import type { Redis } from 'ioredis';
import { readProgress } from './read-progress.js';

/** Seldom enough to cost Redis next to nothing. */
const POLL_MS = 25;
const BEAT_MS = 5;
/** When nothing else goes on, what was sent is in a stream within this time. */
const REST_MS = 300;

export interface FrameSenderContext {
  readonly redis: Redis;
  readonly keys: Keys;
  readonly partitions: number;
  /** Sends the next frame. */
  readonly sendNext: () => void;
}

/** Sends frames as fast as they are processed, or at a given rate. */
export function createFrameSender({ redis, keys, partitions, sendNext }: FrameSenderContext) {
  let beat: NodeJS.Timeout | undefined;
  const progress = () => readProgress(redis, keys, partitions);

  /** Waits until no more entries come and all have been processed; resolves with how many there have been. */
  async function atRest(): Promise<number> {
    for (;;) {
      const before = await progress();
      await delay(REST_MS);
      const after = await progress();
      if (after.added === before.added && after.processed === after.added) return after.added;
    }
  }

  return {
    async push({ seconds, underWay }: { seconds: number; underWay: number }) {
      const first = await atRest();
      let sent = first;
      let processed = first;
      const startedAtMs = performance.now();
      const elapsedS = () => (performance.now() - startedAtMs) / 1000;
      while (elapsedS() < seconds) {
        for (; sent - processed < underWay; sent += 1) sendNext();
        await delay(POLL_MS);
        ({ processed } = await progress());
      }
      while (processed < sent) {
        await delay(POLL_MS);
        ({ processed } = await progress());
      }
      return { entries: sent - first, seconds: elapsedS() };
    },
    background(perSecond: number): void {
      clearInterval(beat);
      if (perSecond === 0) return;
      const startedAtMs = performance.now();
      let sent = 0;
      beat = setInterval(() => {
        const due = ((performance.now() - startedAtMs) / 1000) * perSecond;
        for (; sent < due; sent += 1) sendNext();
      }, BEAT_MS);
    },
  };
}
