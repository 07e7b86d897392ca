import { Redis } from 'ioredis';
import { z } from 'zod';
import type { Log } from './log.js';
import { sentinelOptions } from './redis-options.js';
import type { RedisSettings } from './redis-settings.js';

/** Tells connections of a fail-over. */
export interface MasterWatch {
  follow: (redis: Redis) => void;
  close: () => void;
}

/** What Sentinels publish when another server has become the master: name, old host, old port, new host, new port. */
const CHANNEL = '+switch-master';

const Address = z.tuple([z.string(), z.string()]);

/**
 * Listens to the Sentinels, and has connections made anew that lead to the master of the past. One that hung for less than
 * the socket timeout closes no connection, and takes writes until Sentinel has told it, measured 12 s later: all lost. So does
 * one that died and was back just before another took its place.
 */
export function watchMaster(settings: RedisSettings, log: Log): MasterWatch {
  const followed: Redis[] = [];
  let switches = 0;
  const leave = (left: readonly Redis[]) => {
    if (left.length > 0) log.warn({ connections: left.length }, 'redis has another master');
    for (const redis of left) redis.disconnect(true);
  };
  const leaveAllBut = (host: string, port: string) => {
    const isThere = ({ stream }: Redis) => stream.remoteAddress === host && stream.remotePort === Number(port);
    leave(followed.filter((redis) => redis.status === 'ready' && !isThere(redis)));
  };
  const onSwitch = (message: string) => {
    const [name, , , host = '', port = ''] = message.split(' ');
    if (name !== settings.REDIS_SENTINEL_NAME) return;
    switches += 1;
    leaveAllBut(host, port);
  };
  const sentinels = (settings.REDIS_SENTINELS ?? []).map(({ host, port }) => {
    const sentinel = new Redis({ ...sentinelOptions(settings), host, port });
    sentinel.on('error', () => undefined); // it comes back by itself; meanwhile the others tell
    sentinel.on('message', (_channel, message) => onSwitch(message));
    /** What it told while it was not listened to is asked for. */
    const listen = async () => {
      await sentinel.subscribe(CHANNEL);
      const answer = await sentinel.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', settings.REDIS_SENTINEL_NAME);
      leaveAllBut(...Address.parse(answer));
    };
    sentinel.on('ready', () => {
      listen().catch((error: unknown) => log.debug({ err: error }, 'a sentinel is not listened to'));
    });
    return sentinel;
  });
  return {
    follow: (redis) => {
      followed.push(redis);
      // One that was being made when another master was told of may have asked the Sentinels before. (ioredis' own failoverDetector ends
      // it for good then, in 6.0.)
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
