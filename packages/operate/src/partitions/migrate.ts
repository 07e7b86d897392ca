import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  createKeys,
  createLayoutChange,
  defineScript,
  formatLayout,
  parseLayout,
  type PlacedLayout,
  type RedisClient,
  type StoredLayout,
  withoutNext,
} from '@cueline/shared';
import { Cluster } from 'ioredis';
import { z } from 'zod';
import { isRunning, parseProcesses, type ProcessStatus } from '../status/processes.js';
import { partitionsOf } from './copy-context.js';
import { copyLayout, type LayoutSize, measureLayout } from './copy-layout.js';
import { removeEarlier } from './stored-keys.js';

/*
 * Moves all to another number of partitions while calls run. `stored/layout.ts` of packages/shared has the states; here they are with
 * what is done in each, and what follows if this process is killed then:
 *
 * | step     | does                                                             | killed                                      |
 * | -------- | ---------------------------------------------------------------- | ------------------------------------------- |
 * | settle   | lets all watermarks come to one moment: then what is judged by   | the moment no longer counts once the lease  |
 * |          | one partition's watermark is judged alike by every other's       | has lapsed                                  |
 * | pause    | waits until nobody works on the layout                           | processes go on in the layout, once the     |
 * |          |                                                                  | lease has lapsed                            |
 * | copy     | refuses whoever was frozen meanwhile (`moved`), copies, compares | the same; what was copied is removed by the |
 * |          |                                                                  | next migration                              |
 * | flip     | puts the next layout in force, if it still holds the lease       | done, or as before                          |
 * | clean up | removes the layout that was left, but for `moved`                | what is left is removed by the next         |
 */

/** How long a migration that is killed or hangs keeps processes from working. It renews its lease far more often. */
const LEASE_MS = 10_000;
const RENEW_MS = 2_000;
/** While `moved` may yet have to go: longer than a lease, so that it outlasts the flip. */
const MOVED_MS = 60_000;
const LOOK_MS = 200;
/** How far ahead of the clock the moment is that all watermarks come to. */
const AHEAD_MS = 1_000;
/** How long to wait for watermarks, and for processes. */
const PATIENCE_MS = 60_000;
/** A process that was seen so long ago may come back. */
const SEEN_MS = 600_000;

export type MigrationStep = 'settle' | 'pause' | 'copy' | 'clean up';

export interface MigrationContext {
  readonly redis: RedisClient;
  readonly prefix: string;
  /** How many partitions there are to be. */
  readonly partitions: number;
  readonly signal: AbortSignal;
  readonly onStep?: (step: MigrationStep) => void;
  /** For tests: in ms. */
  readonly leaseMs?: number;
  readonly patienceMs?: number;
}

/** Why partitions do not move. Nothing has changed. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** What is to be moved, and where to. */
export interface MigrationPlan {
  readonly from: number;
  readonly to: number;
  /** Nothing is to be moved, but an earlier migration has left keys behind. */
  readonly onlyCleansUp: boolean;
  readonly size: LayoutSize;
}

/**
 * Says what a migration would do.
 *
 * @throws MigrationError if it would be refused
 */
export async function planMigration(context: Omit<MigrationContext, 'signal'>): Promise<MigrationPlan> {
  const { redis, prefix, partitions } = context;
  const { stored, from } = await readLayout(redis, prefix);
  if ((await redis.get(createKeys(prefix).layoutLease)) !== null)
    throw new MigrationError('another migration is under way');
  const size = await measureLayout({ redis, prefix, from }).catch((error: unknown) => {
    throw error instanceof RangeError ? new MigrationError(error.message) : error;
  });
  const isThere = stored.partitions === partitions;
  if (isThere && stored.left !== true) throw new MigrationError(`there are ${partitions} partitions already`);
  if (!isThere) refuseObstacles(await readProcesses(redis, prefix));
  return { from: stored.partitions, to: partitions, onlyCleansUp: isThere, size };
}

/**
 * Moves all to another number of partitions.
 *
 * @throws MigrationError if it is refused, or cannot come to its end; the signal's reason if that is aborted. All is as before then
 */
export async function migrate(context: MigrationContext): Promise<void> {
  const { redis, prefix, onStep = () => {} } = context;
  const plan = await planMigration(context);
  const { text, stored, from } = await readLayout(redis, prefix);
  const lease = createLease(context, text);
  if (plan.onlyCleansUp) {
    onStep('clean up');
    await removeEarlier(redis, prefix, { before: stored.tried + 1, but: stored.epoch });
    await lease.change(formatLayout({ ...withoutNext(stored), left: undefined }), { isLast: true });
    return;
  }
  const next = { epoch: stored.tried + 1, partitions: context.partitions };
  const to: PlacedLayout = { ...next, keys: createKeys(prefix, next.epoch) };
  const tried: StoredLayout = { ...withoutNext(stored), tried: next.epoch, left: true };
  const announce = (step: 'settling' | 'pausing') => lease.change(formatLayout({ ...tried, next: { ...next, step } }));
  const markers = createMarkers(context, from, next.epoch);
  try {
    await announce('settling');
    lease.keep(() => markers.renew());
    const signal = AbortSignal.any([context.signal, lease.lost]);
    if (stored.left === true) await removeEarlier(redis, prefix, { before: next.epoch, but: from.epoch });
    onStep('settle');
    const atMs = await settle(context, from, signal);
    onStep('pause');
    await announce('pausing');
    await untilLeft(context, from, signal);
    onStep('copy');
    await markers.set(atMs);
    await copyLayout({ redis, prefix, from, to, signal });
    await markers.persist();
    signal.throwIfAborted();
    await lease.change(formatLayout({ v: 1, ...next, tried: next.epoch, left: true }), { isLast: true });
  } catch (error) {
    if (await lease.giveUp(formatLayout(tried))) await markers.remove();
    if (error instanceof RangeError) throw new MigrationError(error.message, { cause: error });
    throw lease.lost.aborted
      ? new MigrationError('it stood still for too long, and processes went on without it')
      : error;
  } finally {
    lease.stop();
  }
  onStep('clean up');
  await removeEarlier(redis, prefix, { before: next.epoch });
  await lease.change(formatLayout({ v: 1, ...next, tried: next.epoch }), { isLast: true });
}

async function readLayout(redis: RedisClient, prefix: string) {
  const text = await redis.get(createKeys(prefix).partitions);
  if (text === null)
    throw new MigrationError(`nothing has been started yet under '${prefix}': PARTITIONS says how many there will be`);
  const stored = parseLayout(text);
  const { epoch, partitions } = stored;
  const from: PlacedLayout = { epoch, partitions, keys: createKeys(prefix, epoch) };
  return { text, stored, from };
}

async function readProcesses(redis: RedisClient, prefix: string): Promise<ProcessStatus[]> {
  return parseProcesses(await redis.hgetall(createKeys(prefix).processes), await readNow(redis));
}

const nameOf = ({ beat }: ProcessStatus): string => `${beat.kind} on ${beat.host} (${beat.pid})`;

function refuseObstacles(processes: readonly ProcessStatus[]): void {
  const seen = processes.filter(({ seenAgoMs, beat }) => beat.refused === undefined && seenAgoMs <= SEEN_MS);
  const older = seen.find(({ beat }) => beat.epoch === undefined);
  if (older !== undefined)
    throw new MigrationError(
      `${nameOf(older)} is of release ${older.beat.version} and was seen ${Math.round(older.seenAgoMs / 1000)} s ago: it, or its users.acl, ` +
        'is from before partitions could move. Update it; if it is gone, wait ten minutes',
    );
  const refusing = seen.find((one) => isRunning(one) && one.beat.warnings.some(({ check }) => check === 'rules'));
  if (refusing !== undefined)
    throw new MigrationError(
      `${nameOf(refusing)} refuses its changed rules, and would not begin anew: correct them first`,
    );
}

/** Now by the clock of Redis (ms); in a Cluster the latest. */
async function readNow(redis: RedisClient): Promise<number> {
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis];
  const times = await Promise.all(nodes.map((node) => node.time()));
  return Math.max(...times.map(([seconds, micros]) => Number(seconds) * 1000 + Number(micros) / 1000));
}

/** The right to change the layout, for as long as it is renewed. */
function createLease({ redis, prefix, leaseMs = LEASE_MS }: MigrationContext, read: string) {
  const keys = createKeys(prefix);
  const write = createLayoutChange({ redis, keys });
  const token = randomUUID();
  const lost = new AbortController();
  let text = read;
  let holder: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  async function writeNow(now: string, isLast: boolean): Promise<void> {
    const newHolder = isLast ? undefined : token;
    // If the connection breaks, the change is sent again, and finds itself done.
    const isDone =
      (await write({ read: text, now, holder, newHolder, leaseMs })) ||
      (now !== text && (await redis.get(keys.partitions)) === now);
    if (!isDone) throw new MigrationError('another migration is under way, or this one stood still for too long');
    text = now;
    holder = newHolder;
  }
  const inTurn = (step: () => Promise<void>) => {
    const done = queue.then(step);
    queue = done.catch(() => undefined);
    return done;
  };
  return {
    /** Aborted when the lease may be another's. */
    lost: lost.signal,
    change: (now: string, { isLast = false } = {}) => inTurn(() => writeNow(now, isLast)),
    /** Renews the lease from now on. */
    keep(alsoRenew: () => Promise<void>): void {
      const renew = async () => {
        await writeNow(text, false);
        await alsoRenew();
      };
      timer = setInterval(
        () => {
          inTurn(renew).catch(() => lost.abort());
        },
        Math.min(RENEW_MS, leaseMs / 4),
      );
    },
    stop: () => clearInterval(timer),
    /** Says that nothing follows the layout in force; returns whether that was still ours to say. */
    async giveUp(now: string): Promise<boolean> {
      clearInterval(timer);
      if (holder === undefined) return false;
      return inTurn(() => writeNow(now, true)).then(
        () => true,
        () => false,
      );
    },
  };
}

const HOLD_LUA = `
local listening = KEYS[1]
local atMs, forMs = ARGV[1], tonumber(ARGV[2])
local time = redis.call('TIME')
redis.call('HSET', listening, 'stopAt', atMs .. '-' .. string.format('%.0f', time[1] * 1000 + forMs))
return redis.call('HGET', listening, 'watermark') or ''`;

/** Waits until all watermarks have come to one moment, and returns it (ms, as text). */
async function settle(
  { redis, leaseMs = LEASE_MS, patienceMs = PATIENCE_MS }: MigrationContext,
  from: PlacedLayout,
  signal: AbortSignal,
) {
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

/** Waits until nobody that lives works on the layout. */
async function untilLeft(
  { redis, prefix, patienceMs = PATIENCE_MS }: MigrationContext,
  from: PlacedLayout,
  signal: AbortSignal,
) {
  const end = performance.now() + patienceMs;
  for (;;) {
    const processes = await readProcesses(redis, prefix);
    refuseObstacles(processes); // one may have been started meanwhile
    const working = processes.find((one) => isRunning(one) && one.beat.epoch === from.epoch);
    if (working === undefined) return;
    if (performance.now() > end) throw new MigrationError(`${nameOf(working)} does not leave its partitions`);
    await delay(LOOK_MS, undefined, { signal });
  }
}

const MOVED_LUA = `
local moved, listening = KEYS[1], KEYS[2]
local epoch, forMs = ARGV[1], ARGV[2]
redis.call('SET', moved, epoch, 'PX', forMs)
return redis.call('HGET', listening, 'watermark') or ''`;
const PERSIST_LUA = "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('PERSIST', KEYS[1]) or 0";

/** What refuses those that were frozen while others left the layout: `refuse-moved.lua` looks for it. */
function createMarkers({ redis }: MigrationContext, from: PlacedLayout, epoch: number) {
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
