import { createReplicated, type RedisClient, UnreplicatedError } from '@cueline/shared';
import { Cluster } from 'ioredis';
import { MigrationError } from './migration-context.js';

const mastersOf = (redis: RedisClient) => (redis instanceof Cluster ? redis.nodes('master') : [redis]);

/** Now by the clocks of Redis (ms): the latest; in a Cluster they differ. */
export const readNow = async (redis: RedisClient): Promise<number> => Math.max(...(await readClocks(redis)));

/** A moment that no clock of Redis will show again (ms). */
export const readEarliest = async (redis: RedisClient): Promise<number> => Math.min(...(await readClocks(redis)));

async function readClocks(redis: RedisClient): Promise<number[]> {
  const times = await Promise.all(mastersOf(redis).map((node) => node.time()));
  return times.map(([seconds, micros]) => Number(seconds) * 1000 + Number(micros) / 1000);
}

async function readInfo(redis: RedisClient, section: string, field: string): Promise<string[]> {
  const infos = await Promise.all(mastersOf(redis).map((node) => node.info(section)));
  return infos.map((info) => new RegExp(`^${field}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '');
}

/** Which servers take writes, each since it was started. If others do later, some of what was written between may be lost. */
export const readMasters = async (redis: RedisClient): Promise<string> =>
  (await readInfo(redis, 'server', 'run_id')).toSorted((a, b) => a.localeCompare(b)).join(' ');

/** A write that comes after what is to be confirmed, on the server that holds its key. */
export interface LastWrite {
  readonly key: string;
  readonly write: () => Promise<unknown>;
}

/**
 * Waits until replicas have all that was written: as many as the settings ask for, and all that are connected.
 *
 * @throws MigrationError if they do not confirm it
 */
export async function confirm(
  { redis, minReplicas, patienceMs }: { redis: RedisClient; minReplicas: number; patienceMs: number },
  writes: readonly LastWrite[],
): Promise<void> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const connected = await readInfo(redis, 'replication', 'connected_slaves');
    const replicated = createReplicated(redis, Math.max(minReplicas, Math.min(...connected.map(Number))));
    try {
      await Promise.all(writes.map(({ key, write }) => replicated(key, write)));
      return;
    } catch (error) {
      if (!(error instanceof UnreplicatedError)) throw error;
      if (performance.now() > end)
        throw new MigrationError(`replicas do not have the copy: ${error.message}`, { cause: error });
    }
  }
}
