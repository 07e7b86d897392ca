import { Command, Redis } from 'ioredis';
import type { RedisClient } from './redis.js';

/** A write was made, but too few replicas have it: it does not count, and is to be made again. */
export class UnreplicatedError extends Error {
  override readonly name = 'UnreplicatedError';
}

/** Makes a write that touches this key, and resolves once it counts. @throws UnreplicatedError where it does not */
export type Replicated = <T>(key: string, write: () => Promise<T>) => Promise<T>;

/** How long replicas have to confirm a write; less than the silence after which a connection counts as dead. */
const CONFIRM_MS = 1_000;

/**
 * Lets writes count only when so many replicas have them (`WAIT`). A master that a fail-over has left behind, and that nobody
 * has told yet, has no replicas any more: what it is given is then known to be lost.
 *
 * @param minReplicas 0: a write counts when the master has it
 */
export function createReplicated(redis: RedisClient, minReplicas: number): Replicated {
  return async (key, write) => {
    if (minReplicas === 0) return write();
    const result = await write();
    // WAIT is about what its own connection has written: the one that has just answered, not one made anew since
    const node = nodeOf(redis, key);
    const stream = node?.stream;
    const confirmed = await node?.wait(minReplicas, CONFIRM_MS);
    if (confirmed === undefined || node?.stream !== stream)
      throw new UnreplicatedError('the connection broke before replicas confirmed a write');
    if (confirmed >= minReplicas) return result;
    // Sentinels know whether it still is the master
    if (redis instanceof Redis) redis.disconnect(true);
    throw new UnreplicatedError(`${confirmed} of ${minReplicas} replicas have what was written`);
  };
}

/** The connection on which commands with this key are sent. */
function nodeOf(redis: RedisClient, key: string): Redis | undefined {
  if (redis instanceof Redis) return redis;
  const holder = redis.slots[new Command('get', [key]).getSlot()]?.[0];
  return redis.nodes('master').find(({ options }) => `${options.host}:${options.port}` === holder);
}
