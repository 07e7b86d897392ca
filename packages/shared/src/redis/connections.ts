import { Redis } from 'ioredis';
import { createAwayLog } from './away-log.js';
import type { Log } from '../logging/log.js';
import { watchMaster } from './master-watch.js';
import type { RedisRole } from './redis-options.js';
import type { RedisSettings } from './redis-settings.js';
import { createRedis } from './redis.js';
import type { RedisClient } from './redis-client.js';

/** One process's connections to Redis. */
export interface Connections {
  /** Whoever opens one may close it with `disconnect`. */
  readonly open: (role: RedisRole) => RedisClient;
  /** Closes all connections immediately. */
  readonly close: () => void;
}

/** Opens connections that reconnect when Sentinels announce a new master. */
export function createConnections(settings: RedisSettings, log: Log): Connections {
  const opened = new Set<RedisClient>();
  const awayLog = createAwayLog(log);
  const masters = watchMaster(settings, log);
  return {
    open: (role) => {
      const redis = createRedis(settings, { role, log, awayLog });
      opened.add(redis);
      redis.on('end', () => opened.delete(redis));
      if (redis instanceof Redis) masters.follow(redis);
      return redis;
    },
    close: () => {
      masters.close();
      for (const redis of opened) redis.disconnect();
    },
  };
}
