import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Log } from '../logging/log.js';
import type { RedisClient } from '../redis/redis-client.js';
import { defineScript } from '../redis/script.js';
import type { Keys } from '../stored/keys.js';
import { createKeys } from '../stored/keys.js';
import { formatLayout, type Layout, parseLayout, type StoredLayout, withoutNext } from '../stored/layout.js';
import { repeat } from '../timing/repeat.js';

/** How often processes look whether another layout is in force, or about to be. */
const LOOK_MS = 500;

/**
 * KEYS[1] layout, KEYS[2] lease
 * ARGV[1] the layout as read, ARGV[2] the layout now
 * ARGV[3] the migration that must hold the lease, or "" if none may hold it
 * ARGV[4] the migration that holds it from now on, or "" for none; ARGV[5] for how long (ms)
 * Returns 1, or 0 if the layout or the lease is another.
 */
const CHANGE_LUA = `
local layout, lease = KEYS[1], KEYS[2]
local read, now, holder, newHolder, leaseMs = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
if redis.call('GET', layout) ~= read or (redis.call('GET', lease) or '') ~= holder then return 0 end
if now ~= read then redis.call('SET', layout, now) end
if newHolder == '' then redis.call('DEL', lease) else redis.call('SET', lease, newHolder, 'PX', leaseMs) end
return 1`;

/** A change of the layout. */
export interface LayoutChange {
  /** As it was read, and as it is to be. */
  readonly read: string;
  readonly now: string;
  /** The migration that must hold the lease; absent if none may hold it. */
  readonly holder?: string | undefined;
  /** The migration that holds it from now on; absent: none. */
  readonly newHolder?: string | undefined;
  readonly leaseMs?: number | undefined;
}

/** Changes the layout, unless it is no longer as it was read, or the lease is another's; returns whether it did. */
export function createLayoutChange({ redis, keys }: { readonly redis: RedisClient; readonly keys: Keys }) {
  const change = defineScript(redis, { name: 'change-layout', lua: CHANGE_LUA }, z.literal([0, 1]));
  return async ({ read, now, holder = '', newHolder = '', leaseMs = 0 }: LayoutChange): Promise<boolean> =>
    (await change([keys.partitions, keys.layoutLease], [read, now, holder, newHolder, leaseMs])) === 1;
}

/** A layout, and its keys. */
export interface PlacedLayout extends Layout {
  readonly keys: Keys;
}

export interface LayoutContext {
  readonly redis: RedisClient;
  readonly prefix: string;
  /** The setting `PARTITIONS`, which counts at the first start. */
  readonly partitions: number;
  /** Of a process that only reads the layout: others store it at the first start, and say so if a migration has lapsed. */
  readonly isReader?: boolean;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** The layout that a process works on. */
export interface LayoutInForce {
  /** The epoch of that layout, for its heartbeat: null while it works on none; undefined if its rights do not let it follow layouts. */
  readonly epoch: () => number | null | undefined;
  /**
   * Waits until a layout is in force that is not being left, and follows it from now on.
   *
   * @param onLeave called when it is to be left; default: the process begins anew
   */
  readonly enter: (context: LayoutContext, onLeave?: () => void) => Promise<PlacedLayout>;
  /** Says that nothing of the process works on a layout any more. */
  readonly leave: () => void;
}

export function createLayoutInForce(beginAnew: () => void): LayoutInForce {
  let epoch: number | null | undefined = null;
  let knows = true;
  return {
    epoch: () => (knows ? epoch : undefined),
    leave() {
      epoch = null;
    },
    async enter(context, onLeave = beginAnew) {
      const { redis, prefix, log, signal } = context;
      const stored = await settled(context);
      const { partitions } = stored;
      const keys = createKeys(prefix, stored.epoch);
      knows = await mayAsk(redis, keys);
      if (context.isReader !== true) await forgetTried(redis, keys, stored);
      if (partitions !== context.partitions)
        log.warn(
          { partitions, setting: context.partitions },
          'PARTITIONS counts at the first start: others are in force',
        );
      epoch = stored.epoch;
      const left = new AbortController();
      const look = async () => {
        const now = await readStored(redis, keys);
        if (now === undefined || (now.epoch === stored.epoch && now.next?.step !== 'pausing')) return;
        left.abort();
        log.info({ epoch: stored.epoch }, 'the partitions are moving');
        onLeave();
      };
      const onError = (err: unknown) => log.warn({ err }, 'it is not known whether partitions are moving');
      void repeat({ everyMs: LOOK_MS, step: look, signal: AbortSignal.any([signal, left.signal]), onError });
      return { epoch: stored.epoch, partitions, keys };
    },
  };
}

async function readStored(redis: RedisClient, keys: Keys): Promise<StoredLayout | undefined> {
  const text = await redis.get(keys.partitions);
  return text === null ? undefined : parseLayout(text);
}

/** Waits while a migration lives that has asked to leave the layout; ends one that does not live any more. */
async function settled({ redis, prefix, partitions, isReader, signal }: LayoutContext): Promise<StoredLayout> {
  const keys = createKeys(prefix);
  const change = createLayoutChange({ redis, keys });
  const first = String(partitions);
  for (;;) {
    const text = isReader === true ? await redis.get(keys.partitions) : await keepLayout(redis, keys, first);
    const stored = parseLayout(text ?? first);
    if (stored.next?.step !== 'pausing') return stored;
    if (isReader === true || (await redis.get(keys.layoutLease)) !== null) await delay(LOOK_MS, undefined, { signal });
    else await change({ read: text ?? first, now: formatLayout(withoutNext(stored)) });
  }
}

/** Stores a layout where none is stored: at the first start, or after Redis has lost it. Returns what is stored. */
export async function keepLayout(redis: RedisClient, keys: Keys, layout: string): Promise<string> {
  const kept = await redis.get(keys.partitions); // read first: a full Redis refuses writes
  if (kept !== null) return kept;
  await redis.set(keys.partitions, layout, 'NX');
  return (await redis.get(keys.partitions)) ?? layout;
}

/** Whether Redis lets scripts of this process see whether a partition has moved; an older `users.acl` does not. */
async function mayAsk(redis: RedisClient, keys: Keys): Promise<boolean> {
  try {
    await redis.exists(keys.moved(0));
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('NOPERM')) return false;
    throw error;
  }
}

/** KEYS[1] moved; ARGV[1] the epoch of the latest layout that was to follow and did not. Returns 1 if it was there for that reason. */
const FORGET_LUA = `
local epoch = tonumber(redis.call('GET', KEYS[1]) or '')
return epoch and epoch <= tonumber(ARGV[1]) and redis.call('DEL', KEYS[1]) or 0`;

/** Forgets that partitions were about to move, in migrations that did not come to their end. */
async function forgetTried(redis: RedisClient, keys: Keys, stored: StoredLayout): Promise<void> {
  const { epoch, tried, partitions, next } = stored;
  if (tried === epoch) return;
  const forget = defineScript(redis, { name: 'forget-moved', lua: FORGET_LUA }, z.int());
  const numbers = Array.from({ length: partitions }, (_, partition) => partition);
  const over = next === undefined ? tried : next.epoch - 1;
  await Promise.all(numbers.map((partition) => forget([keys.moved(partition)], [over])));
}
