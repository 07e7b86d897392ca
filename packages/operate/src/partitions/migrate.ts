import {
  createKeys,
  formatLayout,
  parseLayout,
  type PlacedLayout,
  type RedisClient,
  type StoredLayout,
  withoutNext,
} from '@cueline/shared';
import { partitionsOf } from './copy-context.js';
import { copyLayout, measureLayout } from './copy-layout.js';
import { createOutcomesCopy } from './copy-outcomes.js';
import { createLayoutLease } from './layout-lease.js';
import {
  type MigrationContext,
  MigrationError,
  type MigrationPlan,
  type MigrationReport,
} from './migration-context.js';
import { createMovedMarkers } from './moved-markers.js';
import { refuseObstacles, untilLeft } from './processes-of.js';
import { confirm, readMasters } from './redis-masters.js';
import { settle } from './settle.js';
import { removeEarlier } from './stored-keys.js';

/*
 * Moves all to another number of partitions while calls run. `stored/layout.ts` of packages/shared has the states; here they are with
 * what is done in each, and what follows if this process is killed then:
 *
 * | step     | does                                                             | killed                                      |
 * | -------- | ---------------------------------------------------------------- | ------------------------------------------- |
 * | prepare  | copies the outcomes that are there, while all work               | the copy is removed by the next migration   |
 * | settle   | lets all watermarks come to one moment: then what is judged by   | the moment no longer counts once the lease  |
 * |          | one partition's watermark is judged alike by every other's       | has lapsed                                  |
 * | pause    | waits until nobody works on the layout                           | processes go on in the layout, once the     |
 * |          |                                                                  | lease has lapsed                            |
 * | copy     | refuses whoever was frozen meanwhile (`moved`), copies all else, | the same                                    |
 * |          | compares, waits for replicas                                     |                                             |
 * | flip     | puts the next layout in force, if it still holds the lease; lets | processes go on in the layout that is in    |
 * |          | processes enter it once replicas know                            | force then, once the lease has lapsed       |
 * | clean up | removes the layout that was left, but for `moved`                | what is left is removed by the next         |
 */

const LEASE_MS = 10_000;
const PATIENCE_MS = 60_000;

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
  if (!isThere) await refuseObstacles(redis, prefix);
  return { from: stored.partitions, to: partitions, onlyCleansUp: isThere, size };
}

/**
 * Moves all to another number of partitions.
 *
 * @returns undefined if there was nothing to do but to clean up after an earlier migration
 * @throws MigrationError if it is refused, or cannot come to its end; the signal's reason if that is aborted. All is as before then
 */
export async function migrate(asked: MigrationContext): Promise<MigrationReport | undefined> {
  const context = { minReplicas: 0, leaseMs: LEASE_MS, patienceMs: PATIENCE_MS, onStep: () => {}, ...asked };
  const { redis, prefix, onStep } = context;
  const plan = await planMigration(context);
  const { text, stored, from } = await readLayout(redis, prefix);
  const lease = createLayoutLease(context, text);
  if (plan.onlyCleansUp) {
    onStep('clean up');
    await removeEarlier(redis, prefix, { before: stored.tried + 1, but: stored.epoch });
    await lease.change(formatLayout({ ...withoutNext(stored), left: undefined }), { isLast: true });
    return undefined;
  }
  const next = { epoch: stored.tried + 1, partitions: context.partitions };
  const to: PlacedLayout = { ...next, keys: createKeys(prefix, next.epoch) };
  const tried: StoredLayout = { ...withoutNext(stored), tried: next.epoch, left: true };
  const flipped: StoredLayout = { v: 1, ...next, tried: next.epoch, left: true, next: { ...next, step: 'pausing' } };
  const announce = (step: 'settling' | 'pausing') => lease.change(formatLayout({ ...tried, next: { ...next, step } }));
  const markers = createMovedMarkers(context, from, next.epoch);
  /** Something to write once all is copied: as if a console watched for a millisecond. */
  const lastWrites = partitionsOf(to).map((partition) => {
    const key = to.keys.changes(partition);
    return { key, write: () => redis.set(key, '', 'PX', 1) };
  });
  let report: MigrationReport;
  try {
    await announce('settling');
    lease.keep(() => markers.renew());
    const signal = AbortSignal.any([context.signal, lease.lost]);
    if (stored.left === true) await removeEarlier(redis, prefix, { before: next.epoch, but: from.epoch });
    const masters = await readMasters(redis);
    onStep('prepare');
    const outcomes = createOutcomesCopy({ redis, prefix, from, to, signal });
    const copiedBefore = await outcomes.begin();
    onStep('settle');
    const atMs = await settle(context, from, signal);
    onStep('pause');
    const pausedAt = performance.now();
    await announce('pausing');
    await untilLeft(context, from, signal);
    const leftMs = performance.now() - pausedAt;
    onStep('copy');
    await markers.set(atMs);
    const copied = await copyLayout({ redis, prefix, from, to, signal }, outcomes);
    await markers.persist();
    await confirm(context, lastWrites);
    if ((await readMasters(redis)) !== masters)
      throw new MigrationError(
        'Redis failed over or was started again, and may have lost some of the copy: run it again',
      );
    signal.throwIfAborted();
    await confirm(context, [{ key: createKeys(prefix).partitions, write: () => lease.change(formatLayout(flipped)) }]);
    await lease.change(formatLayout(withoutNext(flipped)), { isLast: true });
    report = { copiedBefore, copied, leftMs, pausedMs: performance.now() - pausedAt };
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
  return report;
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
