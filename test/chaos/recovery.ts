import { setTimeout as delay } from 'node:timers/promises';
import { createKeys } from '@cueline/shared';
import { z } from 'zod';
import type { ProcessName } from '../harness/spawn-process.js';
import type { Lane } from './fault-kinds.js';
import type { Victims } from './victims.js';

const LOOK_EVERY_MS = 200;

/** Resolves with true once a condition holds, or with false when the time is up. A condition that throws does not hold. */
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

/** What is on its way to an ingest arrives within this time; only what it hears later shows that it listens. */
const ON_ITS_WAY_MS = 3000;

/** Checks whether a lane has recovered from a fault that is over, so that its next fault may begin. */
export function isRecovered(lane: Lane, victims: Victims): () => Promise<boolean> {
  const beganMs = Date.now();
  const areReady = async (name: ProcessName) =>
    (await Promise.all(victims.fleet.of(name).map(({ process }) => process.isReady()))).every(Boolean);
  switch (lane) {
    case 'ingests':
      // speech that only one ingest heard is lost if that one ends before replicas have it, and Redis fails over
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

/** Whether every ingest has written, in every partition, all that it had heard up to a moment: then losing one loses nothing. */
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
