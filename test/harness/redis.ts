import { createLog, createRedis, readSettings, redisSettings, type RedisClient } from '@cueline/shared';
import { type RedisServer, startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

/** Redis of one test's own, which ends with the test, and a client to look into it. */
export interface TestRedis {
  /** The server for a test to kill: the only one, or a master that holds the queue. */
  readonly server: RedisServer;
  /** All servers that hold data. */
  readonly servers: readonly RedisServer[];
  readonly client: RedisClient;
  /** The settings by which a process of Cueline finds it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly partitions: number;
}

/** One server, with nothing around it. */
export interface StandaloneRedis extends TestRedis {
  readonly client: Redis;
  readonly environment: { readonly REDIS_URL: string };
}

/** Starts Redis as Cueline wants it: append-only file, nothing evicted. For use within a test. */
export async function startRedis(): Promise<StandaloneRedis> {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  const client = new Redis(server.url, { maxRetriesPerRequest: null });
  // It is away when a test wants it to be; the client comes back by itself.
  client.on('error', () => undefined);
  onTestFinished(() => client.disconnect());
  return { server, servers: [server], client, environment: { REDIS_URL: server.url }, partitions: 8 };
}

/** Connects a client to a Redis that has been started, as a process of Cueline with these settings would. */
export function connectTestRedis(
  server: RedisServer,
  environment: TestRedis['environment'],
  servers: readonly RedisServer[] = [server],
): TestRedis {
  const settings = readSettings(z.object(redisSettings), environment);
  const client = createRedis(settings, { role: 'commands', log: createLog({ name: 'test', level: 'silent' }) });
  onTestFinished(() => client.disconnect());
  return { server, servers, client, environment, partitions: settings.PARTITIONS };
}
