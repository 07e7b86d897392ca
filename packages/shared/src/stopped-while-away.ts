import { once } from 'node:events';
import type { RedisClient } from './redis.js';

/**
 * Resolves when a process was told to stop and Redis is away, or is lost before it has stopped: one that hangs is known to be away
 * only then. Commands under way get no answer, so work that leaves nothing behind but in Redis is not waited for.
 */
export async function stoppedWhileAway(redis: RedisClient, signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
  if (redis.status === 'ready') await once(redis, 'close');
}
