import { Redis } from 'ioredis';
import { z } from 'zod';
import type { Log } from '../logging/log.js';
import { sentinelOptions } from './redis-options.js';
import type { RedisSettings } from './redis-settings.js';

/** Reconnects connections after a fail-over. */
export interface MasterWatch {
  follow: (redis: Redis) => void;
  close: () => void;
}

/** Sentinels publish here when another server becomes master: name, old host, old port, new host, new port. */
const CHANNEL = '+switch-master';

const Address = z.tuple([z.string(), z.string()]);

/**
 * Listens to the Sentinels and reconnects connections that still lead to the old master. A master that hung for less
 * than the socket timeout closes no connection, and accepts writes until Sentinel demotes it, measured 12 s later: all
 * are lost. The same holds for a master that died and came back just before another replaced it.
 */
export function watchMaster(settings: RedisSettings, log: Log): MasterWatch {
  const followed = new Set<Redis>();
  let switches = 0;
  const leave = (left: readonly Redis[]) => {
    if (left.length > 0) log.warn({ connections: left.length }, 'redis has another master');
    for (const redis of left) redis.disconnect(true);
  };
  const leaveAllBut = (host: string, port: string) => {
    const isThere = ({ stream }: Redis) => stream.remoteAddress === host && stream.remotePort === Number(port);
    leave([...followed].filter((redis) => redis.status === 'ready' && !isThere(redis)));
  };
  const onSwitch = (message: string) => {
    const [name, , , host = '', port = ''] = message.split(' ');
    if (name !== settings.REDIS_SENTINEL_NAME) return;
    switches += 1;
    leaveAllBut(host, port);
  };
  const sentinels = (settings.REDIS_SENTINELS ?? []).map(({ host, port }) => {
    const sentinel = new Redis({ ...sentinelOptions(settings), host, port });
    sentinel.on('error', () => undefined); // ioredis reconnects; meanwhile the other Sentinels report
    sentinel.on('message', (_channel, message) => onSwitch(message));
    /** Subscribes, then asks for the current master in case an announcement was missed. */
    const listen = async () => {
      await sentinel.subscribe(CHANNEL);
      const answer = await sentinel.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', settings.REDIS_SENTINEL_NAME);
      leaveAllBut(...Address.parse(answer));
    };
    sentinel.on('ready', () => {
      listen().catch((error: unknown) => log.debug({ err: error }, 'could not subscribe to a sentinel'));
    });
    return sentinel;
  });
  return {
    follow: (redis) => {
      followed.add(redis);
      redis.on('end', () => followed.delete(redis));
      // A connection being opened during a fail-over may have looked up the old master. (In 6.0, ioredis' own
      // failoverDetector ends such a connection for good.)
      let switchesBefore = switches;
      redis.on('connecting', () => (switchesBefore = switches));
      redis.on('ready', () => {
        if (switches !== switchesBefore) leave([redis]);
      });
    },
    close: () => {
      for (const sentinel of sentinels) sentinel.disconnect();
    },
  };
}
