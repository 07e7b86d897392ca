import type { Cluster, Redis } from 'ioredis';

/** A connection to Redis of whatever kind. */
export type RedisClient = Redis | Cluster;
