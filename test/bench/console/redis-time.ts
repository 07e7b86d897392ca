import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { cpuSeconds } from '../usage/process-usage.js';

/** More commands than Redis runs while it is measured. */
const MOST_COMMANDS = 200_000;

const Entries = z.array(z.tuple([z.number(), z.number(), z.number(), z.array(z.string()), z.string(), z.string()]));

/** Shares of one core, 0 to 1. */
export interface RedisTime {
  /** Commands of the console, as Redis times them. */
  readonly console: number;
  /** How many these are a second: a number that no other work on the machine changes. */
  readonly commands: number;
  /** What writers do for consoles: they note which calls have changed, if one watches. */
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
 * @param consoles addresses of the console
 */
export async function measureRedisTime(
  redis: Redis,
  { pid, seconds, consoles }: { pid: number; seconds: number; consoles: ReadonlySet<string> },
): Promise<RedisTime> {
  await redis.config('SET', 'slowlog-max-len', MOST_COMMANDS);
  let [consoleUs, commands, indexUs, cpuS, lastedS] = [0, 0, 0, 0, 0];
  // second by second, since a long log is an answer that holds up everybody else
  for (let second = 0; second < seconds; second += 1) {
    await redis.slowlog('RESET');
    await redis.config('SET', 'slowlog-log-slower-than', 0);
    const [startedMs, cpuBefore] = [performance.now(), await cpuSeconds(pid)];
    await delay(1000);
    cpuS += (await cpuSeconds(pid)) - cpuBefore;
    await redis.config('SET', 'slowlog-log-slower-than', -1);
    lastedS += (performance.now() - startedMs) / 1000;
    for (const [, , us, [command = '', key = ''], address] of Entries.parse(await redis.call('SLOWLOG', 'GET', '-1'))) {
      if (isOfIndex(command.toUpperCase(), key)) indexUs += us;
      else if (consoles.has(address)) {
        consoleUs += us;
        commands += 1;
      }
    }
  }
  const share = (us: number) => us / 1e6 / lastedS;
  return { console: share(consoleUs), commands: commands / lastedS, index: share(indexUs), process: cpuS / lastedS };
}

const isOfIndex = (command: string, key: string): boolean => command === 'XADD' && key.endsWith(':changes');
