import {
  createLayoutInForce,
  createWrittenFormat,
  createKeys,
  createLog,
  createMetrics,
  partitionOf,
  readSettings,
  StoredSpan,
  StreamedSegment,
  type InteractionId,
  type ReadinessChecks,
} from '@cueline/shared';
import { Redis } from 'ioredis';
import { runIngest } from './run-ingest.js';
import { IngestSettings } from './settings.js';

const PARTITIONS = 2;

/** One ingest, run in this process against a real Redis and a real socket. */
export function startIngest({
  redisUrl,
  baseUrl,
  ...more
}: {
  redisUrl: string;
  baseUrl: string;
  [name: string]: string;
}) {
  const stopping = new AbortController();
  const lines: string[] = [];
  const checks: ReadinessChecks = new Map();
  const metrics = createMetrics('ingest');
  const settings = readSettings(IngestSettings, {
    REDIS_URL: redisUrl,
    CXONE_BASE_URL: baseUrl,
    CXONE_CLIENT_ID: 'cueline',
    CXONE_CLIENT_SECRET: 'cueline-secret',
    CXONE_PING_INTERVAL_MS: '20',
    CXONE_PONG_TIMEOUT_MS: '400',
    PARTITIONS: String(PARTITIONS),
    ...more,
  });
  const log = createLog({ name: 'ingest', level: 'info', destination: { write: (line) => void lines.push(line) } });
  const ended = runIngest({
    format: createWrittenFormat(),
    layout: createLayoutInForce(() => {}),
    name: 'ingest',
    settings,
    log,
    metrics,
    checks,
    warnings: new Map(),
    serve: () => undefined,
    signal: stopping.signal,
  });
  return {
    lines,
    ended,
    isReady: () => checks.size > 0 && [...checks.values()].every((check) => check() === undefined),
    /** The value of a counter or gauge. */
    async read(name: string): Promise<number> {
      const metric = await metrics.getSingleMetric(`cueline_ingest_${name}`)?.get();
      return metric?.values.reduce((sum, { value }) => sum + value, 0) ?? 0;
    },
    async stop(): Promise<void> {
      stopping.abort();
      await ended;
    },
  };
}

/** Reads what ingest wrote. */
export function createReader(redisUrl: string) {
  const redis = new Redis(redisUrl);
  const keys = createKeys('cueline');
  const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition);
  return {
    redis,
    keys,
    /** All entries of all streams. */
    async entries() {
      const streams = await Promise.all(
        partitions.map((partition) => redis.xrange(keys.segments(partition), '-', '+')),
      );
      return streams.flat().map(([, [, heardAt, , segment]]) => ({
        heardAtMs: Number(heardAt),
        segment: StreamedSegment.parse(JSON.parse(segment ?? '')),
      }));
    },
    /** The spans published to one interaction's partition. */
    async spans(id: InteractionId) {
      const fields = await redis.hgetall(keys.listening(partitionOf(id, PARTITIONS)));
      return Object.entries(fields)
        .filter(([name]) => name.startsWith('replica:'))
        .map(([, span]) => StoredSpan.strict().parse(JSON.parse(span)))
        .sort((a, b) => a.sinceMs - b.sinceMs);
    },
  };
}
