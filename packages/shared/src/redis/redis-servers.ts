import { Cluster } from 'ioredis';
import type { RedisClient } from './redis-client.js';

/** How one server of Redis keeps what it is given. */
export interface RedisServerState {
  readonly version: string;
  /** Whether it has an append-only file: without one a restart loses everything. */
  readonly appendOnly: boolean;
  /** What it does when it is full: `noeviction`, or a policy by which it forgets what is not processed yet. */
  readonly evictionPolicy: string;
  readonly usedBytes: number;
  /** `maxmemory`; 0: it may use all that there is. */
  readonly limitBytes: number;
}

/** Reads how Redis keeps what it is given, of each server that takes writes. */
export async function readRedisServers(redis: RedisClient): Promise<RedisServerState[]> {
  const servers = redis instanceof Cluster ? redis.nodes('master') : [redis];
  return Promise.all(
    servers.map(async (server) => {
      const sections = await Promise.all(['server', 'memory', 'persistence'].map((section) => server.info(section)));
      const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(sections.join('\n'))?.[1] ?? '';
      return {
        version: field('redis_version'),
        appendOnly: field('aof_enabled') !== '0',
        evictionPolicy: field('maxmemory_policy'),
        usedBytes: Number(field('used_memory')),
        limitBytes: Number(field('maxmemory')),
      };
    }),
  );
}
