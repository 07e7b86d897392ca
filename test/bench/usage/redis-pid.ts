import type { Redis } from 'ioredis';

/** The process of a Redis on this machine. */
export async function redisPid(redis: Redis): Promise<number> {
  return Number(/^process_id:(\d+)/m.exec(await redis.info('server'))?.[1]);
}
