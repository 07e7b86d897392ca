import type { Log } from '../logging/log.js';
import type { RedisRole } from './redis-options.js';
import type { RedisClient } from './redis-client.js';
import { createTrouble } from '../logging/trouble.js';

/** Logs that Redis is away, and that it is back, for all connections of a process together. */
export type AwayLog = ReturnType<typeof createAwayLog>;

/** The part of an error's message that is the same at each attempt: ioredis names the wait, which differs. */
export const repeatedPart = ({ message }: Error): string => message.replaceAll(/[\d.]+ms/g, '');

/** Creates a log that tells each error once until Redis is back: not once per attempt, nor once per connection. */
export function createAwayLog(log: Log) {
  const clients = new Set<RedisClient>();
  const away = createTrouble({ log, over: 'redis is back' });

  function tellReturn(): void {
    // A Cluster adds its startup nodes whether or not they answer.
    if ([...clients].every(({ status }) => status === 'ready' || status === 'end')) away.end(clients);
  }

  return {
    follow(redis: RedisClient, role: RedisRole): void {
      const tellError = (error: Error) => {
        if (away.begin(clients, repeatedPart(error))) log.warn({ err: error, role }, 'redis is away');
      };
      clients.add(redis);
      redis.on('end', () => clients.delete(redis));
      redis.on('error', tellError);
      redis.on('node error', tellError);
      redis.on('ready', tellReturn);
      redis.on('+node', tellReturn); // Cluster only
    },
  };
}
