import { Cluster, type Redis } from 'ioredis';
import { isMisconf, type RedisClient } from '@cueline/shared';
import type { Finding } from './finding.js';

/** Above this share of its memory Redis is nearly full: what refused writes a moment ago may have been freed since. */
const FULL_SHARE = 0.99;

/** What Redis says of itself. */
export interface RedisReport {
  /** Why it refuses writes though it answers; undefined if it accepts them. */
  readonly refusal: Finding | undefined;
  /** For how long it has been running, of several nodes the shortest; undefined if it did not say. */
  readonly upMs: number | undefined;
}

export async function readRedisReport(redis: RedisClient): Promise<RedisReport> {
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis];
  const [reports, misconfs] = await Promise.all([
    Promise.all(nodes.map((node) => node.info())),
    Promise.all(nodes.map(misconfOf)),
  ]);
  const ups = reports.flatMap((info) => fieldsIn(info).get('uptime_in_seconds') ?? []).map(Number);
  return {
    refusal: [...misconfs, ...reports.map(refusalIn)].find((refusal) => refusal !== undefined),
    upMs: ups.length === 0 ? undefined : Math.min(...ups) * 1000,
  };
}

/** A Redis that cannot write to its disk refuses writes, and PING too: it says why. */
async function misconfOf(node: Redis): Promise<Finding | undefined> {
  try {
    await node.ping();
    return undefined;
  } catch (error) {
    if (!isMisconf(error)) throw error;
    const why = error.message.replace(/^MISCONF /, '');
    return {
      what: `Redis refuses writes: ${/RDB/.test(why) ? 'it cannot save its RDB snapshot to its disk' : why}`,
      remedy:
        'Make room on the disk of Redis; its log says which file it cannot write. Ingests hold what they hear until then.',
    };
  }
}

const fieldsIn = (info: string) =>
  new Map(
    info.split(/\r?\n/).map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1)];
    }),
  );

/** @param info what the command INFO answers */
export function refusalIn(info: string): Finding | undefined {
  const fields = fieldsIn(info);
  const number = (name: string) => Number(fields.get(name) ?? 0);
  const [used, most] = [number('used_memory') - number('mem_not_counted_for_evict'), number('maxmemory')];
  if (most > 0 && used >= most * FULL_SHARE && fields.get('maxmemory_policy') === 'noeviction') {
    return {
      what: `Redis is full and refuses writes: ${megabytes(used)} of ${megabytes(most)} (maxmemory) are used`,
      remedy: 'Raise maxmemory of Redis, or find out what fills it. Ingests hold what they hear until then.',
    };
  }
  if (fields.get('role') === 'slave') {
    return {
      what: 'this Redis is a replica, and refuses writes',
      remedy: `Point the settings at the master (${fields.get('master_host')}:${fields.get('master_port')}) or at the Sentinels.`,
    };
  }
  return undefined;
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
