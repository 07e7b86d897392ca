import { type RedisServer, startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';

/** A `redis-server` of one test's own, which ends with the test, and a client to look into it. */
export interface TestRedis {
  readonly server: RedisServer;
  readonly client: Redis;
  /** The settings by which a process of Cueline finds it. */
  readonly environment: { readonly REDIS_URL: string };
}

/** Starts Redis as Cueline wants it: append-only file, nothing evicted. For use within a test. */
export async function startRedis(): Promise<TestRedis> {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  const client = new Redis(server.url, { maxRetriesPerRequest: null });
  // It is away when a test wants it to be; the client comes back by itself.
  client.on('error', () => undefined);
  onTestFinished(() => client.disconnect());
  return { server, client, environment: { REDIS_URL: server.url } };
}
