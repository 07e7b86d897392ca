import { setTimeout as delay } from 'node:timers/promises';
import { defineScript, type PlacedLayout } from '@cueline/shared';
import { z } from 'zod';
import { partitionsOf } from './copy-context.js';
import { type MigrationContext, MigrationError } from './migration-context.js';
import { readNow } from './redis-masters.js';

const LOOK_MS = 200;
/** How far ahead of the clock the moment is that all watermarks come to. */
const AHEAD_MS = 1_000;

const HOLD_LUA = `
local listening = KEYS[1]
local atMs, forMs = ARGV[1], tonumber(ARGV[2])
local time = redis.call('TIME')
redis.call('HSET', listening, 'stopAt', atMs .. '-' .. string.format('%.0f', time[1] * 1000 + forMs))
return redis.call('HGET', listening, 'watermark') or ''`;

/** Waits until all watermarks have come to one moment, and returns it (ms, as text). */
export async function settle(
  { redis, leaseMs, patienceMs }: Required<Pick<MigrationContext, 'redis' | 'leaseMs' | 'patienceMs'>>,
  from: PlacedLayout,
  signal: AbortSignal,
): Promise<string> {
  const hold = defineScript(redis, { name: 'hold-watermark', lua: HOLD_LUA }, z.string());
  const atMs = (Math.ceil(await readNow(redis)) + AHEAD_MS).toFixed(3);
  const isBehind = async (partition: number) => {
    const watermark = await hold([from.keys.listening(partition)], [atMs, leaseMs]);
    return watermark !== atMs && !(watermark === '' && (await redis.zcard(from.keys.deadlines(partition))) === 0);
  };
  const end = performance.now() + patienceMs;
  // to the end, as what holds a watermark has to be said again and again
  for (;;) {
    const behind = await Promise.all(partitionsOf(from).map(isBehind));
    if (!behind.includes(true)) return atMs;
    if (performance.now() > end)
      throw new MigrationError(
        `the watermark of partition ${behind.indexOf(true)} stands still: an ingest has to listen and a matcher to work; 'cueline status' says what is wrong`,
      );
    await delay(LOOK_MS, undefined, { signal });
  }
}
