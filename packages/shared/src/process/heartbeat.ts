import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Keys } from '../stored/keys.js';
import type { Log } from '../logging/log.js';
import { createFigures } from '../metrics/figures.js';
import type { Metrics } from '../metrics/metrics.js';
import { listObjections, type Objection } from './objections.js';
import type { ProcessContext } from './process.js';
import { readVersion } from '../read-version.js';
import { redisObjection } from '../redis/redis.js';
import type { RedisClient } from '../redis/redis-client.js';
import { defineScript } from '../redis/script.js';
import { FORMAT, OLDEST_FORMAT } from '../stored/format.js';
import type { Heartbeat } from '../stored/heartbeat.js';
import { createTrouble } from '../logging/trouble.js';
import { formatRefusal } from './written-format.js';

const BEAT_MS = 2_000;
/** How often to look whether the process has left its partitions: a migration of them waits to be told. */
const LOOK_MS = 200;
/** A write that Redis has not answered for so long counts as not passing. */
const UNANSWERED_MS = 5_000;
const END_MS = 500;

/**
 * KEYS[1] processes: hash of heartbeats by replica; ARGV[1] this replica, ARGV[2] its heartbeat (JSON).
 * Adds Redis' time. Removes what was not seen for a day, and more than 500.
 */
const BEAT_LUA = `
local processes, replica, beat = KEYS[1], ARGV[1], ARGV[2]
local time = redis.call('TIME')
local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
local entry = '{"seenAtMs":' .. string.format('%.0f', nowMs) .. ',"beat":' .. beat .. '}'
if redis.call('HSET', processes, replica, entry) == 0 then return 0 end
local seen = {}
local entries = redis.call('HGETALL', processes)
for i = 1, #entries, 2 do
  seen[#seen + 1] = { entries[i], tonumber(string.match(entries[i + 1], '"seenAtMs":(%d+)') or '0') }
end
table.sort(seen, function(a, b) return a[2] > b[2] end)
for i, other in ipairs(seen) do
  if i > 500 or nowMs - other[2] > 86400000 then redis.call('HDEL', processes, other[1]) end
end
return 1`;
const END_LUA = "return redis.call('HDEL', KEYS[1], ARGV[1])";

/** Writes a heartbeat (JSON) under the name of a replica. */
export const defineBeat = (redis: RedisClient) => defineScript(redis, { name: 'beat', lua: BEAT_LUA }, z.number());

/** What a process adds to its heartbeat: what only its kind has. */
export type HeartbeatDetails = Pick<Heartbeat, 'mode' | 'rules' | 'socket' | 'heard'>;

export interface HeartbeatContext extends Pick<
  ProcessContext<unknown>,
  'name' | 'checks' | 'warnings' | 'log' | 'format' | 'layout'
> {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly metrics?: Metrics;
  readonly describe?: () => HeartbeatDetails;
  /** What this process is called; default: a new name. */
  readonly replica?: string;
}

/** A name for this process that no other has. */
export const nameReplica = (kind: string): string => `${kind}-${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;

/**
 * Writes to Redis every two seconds, and when it leaves its partitions, how this process is, for `cueline status`. As it shows whether Redis accepts writes, it
 * also provides the readiness check `redis`.
 *
 * @returns ends it: the process is no longer listed
 */
export function keepHeartbeat(context: HeartbeatContext): () => Promise<void> {
  const { name, redis, keys, checks, log, replica = nameReplica(name) } = context;
  const startedMs = performance.now();
  const version = readVersion();
  const stopping = new AbortController();
  const write = defineBeat(redis);
  const remove = defineScript(redis, { name: 'end-beat', lua: END_LUA }, z.number());
  const writes = watchWrites(redis, log);
  checks.set('redis', writes.objection);

  const readFigures = context.metrics === undefined ? undefined : createFigures(context.metrics);
  const beat = async (): Promise<Heartbeat> => ({
    v: 1,
    kind: name,
    version,
    formats: [OLDEST_FORMAT, FORMAT],
    epoch: context.layout.epoch(),
    host: hostname(),
    pid: process.pid,
    upMs: performance.now() - startedMs,
    objections: listObjections(checks),
    warnings: listObjections(context.warnings),
    ...context.describe?.(),
    ...(await readFigures?.()),
  });
  let refusal: string | undefined;
  checks.set('format', () => refusal);
  async function learnFormat(): Promise<void> {
    if (writes.objection() !== undefined) return; // it has been said
    const before = refusal;
    refusal = formatRefusal(await context.format.agree({ redis, keys }).catch(() => context.format.current()));
    if (refusal !== undefined && before === undefined) log.error({ reason: refusal }, 'what is stored is left alone');
  }
  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const now = await beat();
      await writes.observe(() => write([keys.processes], [replica, JSON.stringify(now)]));
      await learnFormat();
      for (let waitedMs = 0; waitedMs < BEAT_MS && context.layout.epoch() === now.epoch; waitedMs += LOOK_MS)
        await delay(LOOK_MS, undefined, { signal: stopping.signal, ref: false });
    }
  }
  run().catch((error: unknown) => log.debug({ err: error }, 'heartbeat ended'));

  return async () => {
    stopping.abort();
    if (redis.status !== 'ready') return;
    const removed = remove([keys.processes], [replica]).catch(() => undefined); // after a day it is removed anyway
    await Promise.race([removed, delay(END_MS, undefined, { ref: false })]);
  };
}

/** Learns from one regular write whether Redis accepts writes. */
function watchWrites(redis: RedisClient, log: Log) {
  const refusals = createTrouble({ log, over: 'redis accepts writes again' });
  let refusal: Objection | undefined;
  let sentMs: number | undefined;

  function noteRefusal(error: unknown): void {
    const message = error instanceof Error ? error.message.replace(/\.?( script: .*)?$/s, '') : String(error);
    // Rights of an older `users.acl`: only the heartbeat is missing, and the process works.
    const isForbidden = /^NOPERM|The user executing the script can't/.test(message);
    refusal = isForbidden ? undefined : refusedWrite(message);
    if (!refusals.begin(redis, message)) return;
    if (isForbidden) log.warn({ err: error }, 'redis refuses the heartbeat: cueline status does not show this process');
    else log.error({ err: error }, 'redis refuses writes');
  }

  return {
    async observe(write: () => Promise<unknown>): Promise<void> {
      sentMs = performance.now();
      try {
        await write();
        refusal = undefined;
        refusals.end(redis);
      } catch (error) {
        noteRefusal(error);
      } finally {
        sentMs = undefined;
      }
    },
    objection: (): Objection | undefined => {
      const away = redisObjection(redis);
      if (away !== undefined) return away;
      const waitingMs = sentMs === undefined ? 0 : performance.now() - sentMs;
      if (waitingMs <= UNANSWERED_MS) return refusal;
      return `redis has not answered a write for ${Math.floor(waitingMs / 1000)} s`;
    },
  };
}

function refusedWrite(message: string): Objection {
  const reason = `redis refuses writes: ${message}`;
  const remedy = REMEDIES.find(([code]) => message.includes(code))?.[1];
  return remedy === undefined ? reason : { reason, remedy };
}

const REMEDIES: readonly (readonly [code: string, remedy: string])[] = [
  ['OOM', 'Raise maxmemory of Redis, or find out what fills it.'],
  ['MISCONF', 'Make room on the disk of Redis; its log says which file it cannot write.'],
  ['READONLY', 'Redis is a replica: point the settings at the master, or at the Sentinels.'],
  ['NOREPLICAS', 'Redis has too few replicas (min-replicas-to-write): start them again.'],
];
