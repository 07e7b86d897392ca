import { setTimeout as delay } from 'node:timers/promises';
import { createKeys, type PlacedLayout, type RedisClient } from '@cueline/shared';
import { isRunning, parseProcesses, type ProcessStatus } from '../status/processes.js';
import { type MigrationContext, MigrationError } from './migration-context.js';
import { readNow } from './redis-masters.js';

const LOOK_MS = 200;
/** A process that was seen so long ago may come back. */
const SEEN_MS = 600_000;

async function readProcesses(redis: RedisClient, prefix: string): Promise<ProcessStatus[]> {
  return parseProcesses(await redis.hgetall(createKeys(prefix).processes), await readNow(redis));
}

const nameOf = ({ beat }: ProcessStatus): string => `${beat.kind} on ${beat.host} (${beat.pid})`;

/** @throws MigrationError if there is a process that could not follow to other partitions */
export async function refuseObstacles(redis: RedisClient, prefix: string): Promise<ProcessStatus[]> {
  const processes = await readProcesses(redis, prefix);
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
  return processes;
}

/** Waits until nobody that lives works on the layout. */
export async function untilLeft(
  { redis, prefix, patienceMs }: Required<Pick<MigrationContext, 'redis' | 'prefix' | 'patienceMs'>>,
  from: PlacedLayout,
  signal: AbortSignal,
): Promise<void> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const processes = await refuseObstacles(redis, prefix); // one may have been started meanwhile
    const working = processes.find((one) => isRunning(one) && one.beat.epoch === from.epoch);
    if (working === undefined) return;
    if (performance.now() > end) throw new MigrationError(`${nameOf(working)} does not leave its partitions`);
    await delay(LOOK_MS, undefined, { signal });
  }
}
