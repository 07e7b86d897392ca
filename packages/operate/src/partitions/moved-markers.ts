import { defineScript, type PlacedLayout } from '@cueline/shared';
import { z } from 'zod';
import { partitionsOf } from './copy-context.js';
import { type MigrationContext, MigrationError } from './migration-context.js';

/** While `moved` may yet have to go: longer than a lease, so that it outlasts the flip. */
const MOVED_MS = 60_000;

const MOVED_LUA = `
local moved, listening = KEYS[1], KEYS[2]
local epoch, forMs = ARGV[1], ARGV[2]
redis.call('SET', moved, epoch, 'PX', forMs)
return redis.call('HGET', listening, 'watermark') or ''`;
const PERSIST_LUA = "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('PERSIST', KEYS[1]) or 0";

/** What refuses those that were frozen while others left the layout: `refuse-moved.lua` looks for it. */
export function createMovedMarkers({ redis }: Pick<MigrationContext, 'redis'>, from: PlacedLayout, epoch: number) {
  const set = defineScript(redis, { name: 'set-moved', lua: MOVED_LUA }, z.string());
  const persist = defineScript(redis, { name: 'persist-moved', lua: PERSIST_LUA }, z.int());
  const all = partitionsOf(from);
  let isSet = false;
  return {
    /** @param atMs where all watermarks stand: by then a frozen process may have moved one on */
    async set(atMs: string): Promise<void> {
      const watermarks = await Promise.all(
        all.map((each) => set([from.keys.moved(each), from.keys.listening(each)], [epoch, MOVED_MS])),
      );
      if (watermarks.some((watermark) => watermark !== '' && watermark !== atMs))
        throw new MigrationError('a watermark has moved on meanwhile: run it again');
      isSet = true;
    },
    async renew(): Promise<void> {
      if (!isSet) return;
      const kept = await Promise.all(all.map((each) => redis.pexpire(from.keys.moved(each), MOVED_MS)));
      if (kept.includes(0)) throw new MigrationError('a partition was written to meanwhile');
    },
    async persist(): Promise<void> {
      isSet = false;
      const kept = await Promise.all(all.map((each) => persist([from.keys.moved(each)], [epoch])));
      if (kept.includes(0)) throw new MigrationError('a partition was written to meanwhile');
    },
    async remove(): Promise<void> {
      await Promise.all(all.map((each) => redis.del(from.keys.moved(each))));
    },
  };
}
