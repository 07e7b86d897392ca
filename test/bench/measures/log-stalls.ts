import type { Redis } from 'ioredis';
import { z } from 'zod';

/** Redis' names for the ways in which its append-only file holds it up. */
const EVENTS = ['aof-write', 'aof-write-pending-fsync', 'aof-write-active-child', 'aof-fsync-always', 'aof-fstat'];
/** Shorter ones are no stalls. */
const STALL_MS = 5;
const History = z.array(z.tuple([z.int(), z.int()]));

/** Makes Redis record when its append-only file holds it up. */
export async function watchLogStalls(redis: Redis): Promise<void> {
  await redis.config('SET', 'latency-monitor-threshold', STALL_MS);
}

/** Describes the stalls since the last call: by kind, the ms of each, one a second at most. */
export async function logStalls(redis: Redis): Promise<string> {
  const stalls: string[] = [];
  for (const event of EVENTS) {
    const history = History.parse(await redis.call('LATENCY', 'HISTORY', event));
    if (history.length > 0) stalls.push(`${event} ${history.map(([, ms]) => ms).join(', ')} ms`);
  }
  await redis.call('LATENCY', 'RESET');
  const delayed = /^aof_delayed_fsync:(\d+)/m.exec(await redis.info('persistence'))?.[1] ?? '0';
  await redis.call('CONFIG', 'RESETSTAT');
  if (delayed !== '0') stalls.push(`${delayed} fsyncs waited for`);
  return stalls.join('; ') || 'none';
}
