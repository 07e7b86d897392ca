import { once } from 'node:events';
import type { RedisClient } from './redis-client.js';

/**
 * Resolves when the process was told to stop and Redis is away, or when the connection is lost before the process has
 * stopped: only then is a hung Redis known to be away. Pending commands get no answer, so do not wait for work whose
 * results exist only in Redis.
 */
export async function stoppedWhileAway(redis: RedisClient, signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
  if (redis.status === 'ready') await once(redis, 'close');
}
