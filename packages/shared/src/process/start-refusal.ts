import { hostname } from 'node:os';
import { defineBeat } from './heartbeat.js';
import type { Keys } from '../stored/keys.js';
import { readVersion } from '../read-version.js';
import type { RedisClient } from '../redis/redis-client.js';
import { FORMAT, OLDEST_FORMAT } from '../stored/format.js';
import type { Heartbeat } from '../stored/heartbeat.js';

export interface StartRefusalContext {
  /** The kind of process, such as `matcher`. */
  readonly name: string;
  readonly redis: RedisClient;
  readonly keys: Keys;
}

/** One for each kind and machine, so that a process that is started over and over leaves one. */
const idOf = (name: string) => `refused-${name}-${hostname()}`;

/** Writes down in Redis why this process does not start, for `cueline status`. Never fails: the process logs it too. */
export async function noteStartRefusal({ name, redis, keys }: StartRefusalContext, refused: string): Promise<void> {
  const beat: Heartbeat = {
    v: 1,
    kind: name,
    version: readVersion(),
    formats: [OLDEST_FORMAT, FORMAT],
    host: hostname(),
    pid: process.pid,
    upMs: process.uptime() * 1000,
    objections: [],
    warnings: [],
    refused,
  };
  await defineBeat(redis)([keys.processes], [idOf(name), JSON.stringify(beat)]).catch(() => undefined);
}

/** Removes what {@link noteStartRefusal} wrote on this machine: the process starts. */
export async function forgetStartRefusal({ name, redis, keys }: StartRefusalContext): Promise<void> {
  await redis.hdel(keys.processes, idOf(name)).catch(() => undefined);
}
