import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { cpuSeconds } from '../usage/process-usage.js';

/** More commands than Redis runs while it is measured. */
const MOST_COMMANDS = 2_000_000;

const Entries = z.array(z.tuple([z.number(), z.number(), z.number(), z.array(z.string()), z.string(), z.string()]));

/** Shares of one core, 0 to 1. */
export interface RedisTime {
  /** Commands of the console, as Redis times them. */
  readonly console: number;
  /** What writers do for consoles: whether one watches, and if so, which calls have changed. */
  readonly index: number;
  /** CPU time of all of Redis, with its sockets and its log. */
  readonly process: number;
}

/** Addresses of all clients of a Redis. */
export async function clientAddresses(redis: Redis): Promise<ReadonlySet<string>> {
  const list = String(await redis.client('LIST'));
  return new Set(Array.from(list.matchAll(/ addr=(\S+)/g), ([, address = '']) => address));
}

/**
 * Where Redis' time goes. Its log of slow commands, which takes in all of them here, names the client of each: so what a console
 * costs is counted and not the difference of two large numbers.
 *
 * @param isConsole whether an address is the console's
 */
export async function measureRedisTime(
  redis: Redis,
  { pid, seconds, isConsole }: { pid: number; seconds: number; isConsole: (address: string) => boolean },
): Promise<RedisTime> {
  await redis.config('SET', 'slowlog-max-len', MOST_COMMANDS);
  await redis.slowlog('RESET');
  await redis.config('SET', 'slowlog-log-slower-than', 0);
  const [startedMs, cpuBefore] = [performance.now(), await cpuSeconds(pid)];
  await delay(seconds * 1000);
  const cpuAfter = await cpuSeconds(pid);
  await redis.config('SET', 'slowlog-log-slower-than', -1);
  const lastedS = (performance.now() - startedMs) / 1000;
  const entries = Entries.parse(await redis.call('SLOWLOG', 'GET', MOST_COMMANDS));
  await redis.slowlog('RESET');
  let [consoleUs, indexUs] = [0, 0];
  for (const [, , us, [command = '', key = ''], address] of entries) {
    if (isConsole(address)) consoleUs += us;
    else if (isOfIndex(command.toUpperCase(), key)) indexUs += us;
  }
  const share = (us: number) => us / 1e6 / lastedS;
  return { console: share(consoleUs), index: share(indexUs), process: (cpuAfter - cpuBefore) / lastedS };
}

const isOfIndex = (command: string, key: string): boolean =>
  (command === 'EXISTS' && key.endsWith(':watched')) ||
  ((command === 'ZADD' || command === 'EXPIRE') && key.endsWith(':changed'));
