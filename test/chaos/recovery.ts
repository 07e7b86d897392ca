import { setTimeout as delay } from 'node:timers/promises';
import { createKeys } from '@cueline/shared';
import { z } from 'zod';
import type { ProcessName } from '../harness/spawn-process.js';
import type { Lane } from './fault-kinds.js';
import type { Victims } from './inject.js';

const LOOK_EVERY_MS = 200;

/** Resolves when a condition holds; false where it does not within the time given. One that throws does not hold. */
export async function eventually(condition: () => Promise<boolean> | boolean, withinMs: number): Promise<boolean> {
  for (const untilMs = performance.now() + withinMs; performance.now() < untilMs;) {
    try {
      if (await condition()) return true;
    } catch {
      // Redis is away
    }
    await delay(LOOK_EVERY_MS);
  }
  return false;
}

/** What was on its way to an ingest when a fault began has arrived after so long: only what is heard later shows that it listens. */
const ON_ITS_WAY_MS = 3000;

/** Whether the last fault of a lane is over, as far as those things go that its next fault must find whole. */
export function isRecovered(lane: Lane, victims: Victims): () => Promise<boolean> {
  const beganMs = Date.now();
  const areReady = async (name: ProcessName) =>
    (await Promise.all(victims.fleet.of(name).map(({ process }) => process.isReady()))).every(Boolean);
  switch (lane) {
    case 'ingests':
      // what one ingest alone has heard is gone where that one ends before replicas have it, and Redis fails over
      return async () =>
        (await areReady('ingest')) &&
        (await allListenBeyond(victims, beganMs + ON_ITS_WAY_MS)) &&
        victims.redis.isWhole();
    case 'redis':
      return () => victims.redis.isWhole();
    case 'workers':
      // a publisher whose queue is held is not ready
      return () => areReady('matcher');
    case 'api':
      return async () => true;
    default:
      return lane satisfies never;
  }
}

const Span = z.object({ untilMs: z.number() });

/** Whether in every partition every ingest has written all that it had heard up to a moment: losing one loses nothing then. */
async function allListenBeyond({ redis, fleet }: Victims, moment: number): Promise<boolean> {
  const keys = createKeys('cueline');
  for (let partition = 0; partition < redis.partitions; partition += 1) {
    const fields = await redis.client.hgetall(keys.listening(partition));
    const beyond = Object.entries(fields).filter(
      ([name, json]) => /^replica:[^:]*$/.test(name) && Span.parse(JSON.parse(json)).untilMs > moment,
    );
    if (beyond.length < fleet.of('ingest').length) return false;
  }
  return true;
}
