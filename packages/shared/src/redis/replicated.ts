import { Command, Redis } from 'ioredis';
import type { RedisClient } from './redis-client.js';

/** A write was made but too few replicas confirmed it: it does not count and must be repeated. */
export class UnreplicatedError extends Error {
  override readonly name = 'UnreplicatedError';
}

/**
 * Makes a write that touches this key, and resolves once it counts.
 *
 * @throws UnreplicatedError if it does not count
 */
export type Replicated = <T>(key: string, write: () => Promise<T>) => Promise<T>;

/** How long replicas have to confirm a write; shorter than the silence after which a connection counts as dead. */
const CONFIRM_MS = 1_000;

/**
 * Counts a write only once enough replicas have it (`WAIT`). A master that a fail-over replaced, and that has not been
 * told yet, has no replicas any more, so a write to it is known to be lost.
 *
 * @param minReplicas 0: a write counts as soon as the master has it
 */
export function createReplicated(redis: RedisClient, minReplicas: number): Replicated {
  return async (key, write) => {
    if (minReplicas === 0) return write();
    const result = await write();
    // WAIT covers only its own connection's writes: it must be the one that has just answered, not one reopened since
    const node = nodeOf(redis, key);
    const stream = node?.stream;
    const confirmed = await node?.wait(minReplicas, CONFIRM_MS);
    if (confirmed === undefined || node?.stream !== stream)
      throw new UnreplicatedError('the connection broke before replicas confirmed a write');
    if (confirmed >= minReplicas) return result;
    // reconnect: the Sentinels know the current master
    if (redis instanceof Redis) redis.disconnect(true);
    throw new UnreplicatedError(`${confirmed} of ${minReplicas} replicas have what was written`);
  };
}

/** The connection that sends commands for this key. */
function nodeOf(redis: RedisClient, key: string): Redis | undefined {
  if (redis instanceof Redis) return redis;
  const holder = redis.slots[new Command('get', [key]).getSlot()]?.[0];
  return redis.nodes('master').find(({ options }) => `${options.host}:${options.port}` === holder);
}
