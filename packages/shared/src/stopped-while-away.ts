import { once } from 'node:events';
import type { RedisClient } from './redis.js';

/**
 * Resolves when a process is told to stop while Redis is away; never where Redis is there. Commands under way then get no answer,
 * so work that leaves nothing behind but in Redis is not waited for.
 */
export async function stoppedWhileAway(redis: RedisClient, signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
  if (redis.status === 'ready') await new Promise<never>(() => {});
}
