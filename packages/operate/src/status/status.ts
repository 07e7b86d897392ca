import { createHold, type Hold } from '@cueline/publisher';
import {
  createKeys,
  type Gap,
  type Keys,
  parseGaps,
  parseLayout,
  type Partition,
  type RedisClient,
  replicaOf,
  StoredSpan,
  streamFields,
  jsonField,
} from '@cueline/shared';
import { z } from 'zod';
import { readElsewhere, type Elsewhere } from './elsewhere.js';
import type { Finding } from './finding.js';
import { joinGaps } from './gaps.js';
import { findInterruption, type Interruption } from './interruption.js';
import { type Migration, readMigration } from './migration.js';
import { isRunning, parseProcesses, PIPELINE_KINDS, type ProcessStatus } from './processes.js';
import { readRedisReport } from './redis-refusal.js';
import { type QueueStatus, readQueueStatus } from './queue-status.js';

/** A partition at one moment. */
export interface PartitionStatus {
  readonly partition: Partition;
  /** Segments not yet processed. */
  readonly backlog: number;
  /** How long ago the oldest of them was heard, or said if that is longer than the platform's delay; 0 where there are none. */
  readonly oldestMs: number;
  /** How far the watermark is behind the clock, the platform's delay aside; undefined before anything was listened to. */
  readonly watermarkLagMs: number | undefined;
  /** Interactions for which something may still become due. */
  readonly live: number;
  /** Interactions that wait for a look. */
  readonly outbox: number;
  readonly deadLetters: number;
  /** The latest of them. */
  readonly lastDead: LastDead | undefined;
  /** Frames that are kept as they could not be read, and the latest of them. */
  readonly badFrames: number;
  readonly lastBadFrame: { readonly agoMs: number; readonly reason: string } | undefined;
  /** Ingests that have listened in the last minutes. */
  readonly replicas: readonly {
    readonly id: string;
    readonly seenAgoMs: number;
    /** How long ago the last moment is up to which it has heard everything. */
    readonly heardAgoMs: number;
    readonly listeningSinceMs: number;
  }[];
  /** Times in which no ingest listened. */
  readonly gaps: readonly Gap[];
  /** The latest times in which no matcher looked at the deadlines. */
  readonly hangs: readonly Gap[];
}

export interface LastDead {
  readonly agoMs: number;
  readonly reason: string;
  /** What CXone answered, if it is a cue. */
  readonly httpStatus: string | undefined;
}

const JsonSpan = jsonField(StoredSpan);

/** What an ingest that listens has heard lies no longer back: its pings are answered. */
const LISTENING_MS = 10_000;

/** Whether an ingest listens just now. */
export const isListening = ({ heardAgoMs }: PartitionStatus['replicas'][number]): boolean => heardAgoMs <= LISTENING_MS;

/** The pipeline at one moment, as Redis knows it. */
export interface Status {
  readonly atMs: number;
  /** Why Redis refuses writes, if it does. */
  readonly redisRefusal: Finding | undefined;
  readonly interruption: Interruption | undefined;
  /** For how long Redis has been running; absent if it did not say. */
  readonly redisUpMs?: number | undefined;
  /** The migration to another number of partitions, if one is under way or did not come to its end. */
  readonly migration?: Migration | undefined;
  readonly processes: readonly ProcessStatus[];
  /** What runs under other prefixes; read only if something is missing here. */
  readonly elsewhere: readonly Elsewhere[];
  readonly partitions: readonly PartitionStatus[];
  /** Times in which no ingest listened, of all partitions together. */
  readonly gaps: readonly Gap[];
  /** Jobs by state. */
  readonly queue: Readonly<Record<string, number>>;
  /** How long the oldest job has been waiting or running; 0 if there is none. */
  readonly oldestJobMs: number;
  /** Jobs that failed and are taken again. */
  readonly retries?: QueueStatus['retries'];
  /** The queue of notices to supervisors; absent if nothing is told. */
  readonly notices?: QueueStatus | undefined;
  /** Whether the queue is paused in BullMQ, which only other programs do. */
  readonly isPausedInBullmq: boolean;
  readonly hold: Hold | undefined;
}

export interface StatusContext {
  readonly redis: RedisClient;
  readonly prefix: string;
}

/** Reads how the pipeline is; undefined if none has been started under this prefix. */
export async function readStatus({ redis, prefix }: StatusContext): Promise<Status | undefined> {
  const stored = await redis.get(createKeys(prefix).partitions);
  if (stored === null) return undefined;
  const layout = parseLayout(stored);
  const keys = createKeys(prefix, layout.epoch);
  const [seconds, microseconds] = z.tuple([z.coerce.number(), z.coerce.number()]).parse(await redis.time());
  const atMs = seconds * 1000 + microseconds / 1000;
  const { refusal, upMs } = await readRedisReport(redis);
  const { jobs, oldestMs, retries, isPaused } = await readQueueStatus(redis, keys.queue, atMs);
  const read = await Promise.all(
    Array.from({ length: layout.partitions }, (_, partition) => readPartition(redis, keys, partition, atMs)),
  );
  const processes = parseProcesses(await redis.hgetall(keys.processes), atMs);
  const notices = await readQueueStatus(redis, keys.noticeQueue, atMs);
  const areTold = processes.some(({ beat }) => beat.notices) || Object.values(notices.jobs).some((count) => count > 0);
  const isComplete = PIPELINE_KINDS.every((kind) => processes.some((one) => one.beat.kind === kind && isRunning(one)));
  return {
    atMs,
    redisRefusal: refusal,
    interruption: findInterruption(joinGaps(read.flatMap(({ hangs }) => hangs)), upMs, atMs),
    redisUpMs: upMs,
    migration: await readMigration(redis, keys, layout),
    processes,
    elsewhere: isComplete ? [] : await readElsewhere(redis, prefix),
    partitions: read,
    gaps: joinGaps(read.flatMap(({ gaps }) => gaps)),
    queue: jobs,
    oldestJobMs: oldestMs,
    retries,
    notices: areTold ? notices : undefined,
    isPausedInBullmq: isPaused,
    hold: await createHold({ redis, keys }).readHold(),
  };
}

async function readPartition(
  redis: RedisClient,
  keys: Keys,
  partition: Partition,
  atMs: number,
): Promise<PartitionStatus> {
  const [backlog, [oldest], listening, live, outbox, deadLetters, [dead], badFrames, [bad]] = await Promise.all([
    redis.xlen(keys.segments(partition)),
    redis.xrange(keys.segments(partition), '-', '+', 'COUNT', 1),
    redis.hgetall(keys.listening(partition)),
    redis.zcard(keys.deadlines(partition)),
    redis.zcard(keys.outbox(partition)),
    redis.xlen(keys.dead(partition)),
    redis.xrevrange(keys.dead(partition), '+', '-', 'COUNT', 1),
    redis.xlen(keys.badFrames(partition)),
    redis.xrevrange(keys.badFrames(partition), '+', '-', 'COUNT', 1),
  ]);
  const heardAt = oldest?.[1][oldest[1].indexOf('heardAt') + 1];
  const watermark = listening['watermark'];
  const delayMs = Number(listening['delay'] ?? 0);
  return {
    partition,
    backlog,
    oldestMs: heardAt === undefined ? 0 : Math.max(0, atMs - Number(heardAt) - delayMs),
    watermarkLagMs:
      watermark === undefined ? undefined : atMs - Math.min(Number(watermark) + delayMs, Number(listening['listened'])),
    live,
    outbox,
    deadLetters,
    lastDead: dead === undefined ? undefined : readLastDead(dead, atMs),
    badFrames,
    lastBadFrame: bad === undefined ? undefined : readLastBadFrame(bad, atMs),
    replicas: Object.entries(listening).flatMap(([field, json]) => {
      const id = replicaOf(field);
      if (id === undefined) return [];
      const span = JsonSpan.safeParse(json).data;
      if (span === undefined) return []; // a later release's
      const { sinceMs, untilMs, seenAtMs } = span;
      return [{ id, seenAgoMs: atMs - seenAtMs, heardAgoMs: atMs - untilMs, listeningSinceMs: sinceMs }];
    }),
    gaps: parseGaps(listening['gaps'] ?? ''),
    hangs: parseGaps(listening['hangs'] ?? ''),
  };
}

function readLastBadFrame([id, pairs]: [id: string, pairs: string[]], atMs: number) {
  return { agoMs: atMs - Number.parseInt(id, 10), reason: streamFields(pairs)['reason'] ?? '' };
}

function readLastDead([id, pairs]: [id: string, pairs: string[]], atMs: number): LastDead {
  const { reason = '', status: httpStatus } = streamFields(pairs);
  return { agoMs: atMs - Number.parseInt(id, 10), reason, httpStatus };
}
