import { Redis } from 'ioredis';
import type { RedisClient } from './redis-client.js';

/**
 * Commands sent from now until the end of this turn of the event loop leave in one write per connection. Call it before the first of
 * them, or before each: a write to the kernel costs several times what a command costs here.
 */
export function sendTogether(redis: RedisClient): void {
  for (const { stream } of redis instanceof Redis ? [redis] : redis.nodes('master')) {
    // without a connection commands wait by themselves
    if (stream === undefined || stream.writableCorked > 0) continue;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
}
