import { randomUUID } from 'node:crypto';
import {
  checkRedis,
  createConnections,
  createFrameFormat,
  createKeys,
  createReplicated,
  createTokenMetrics,
  createTokens,
  keepHeartbeat,
  parseFrames,
  repeat,
  tokenSource,
  tokenUrl,
  transcriptionUrl,
  untilAccepted,
  warnOfPlainText,
  type ProcessContext,
} from '@cueline/shared';
import { createBadFrames } from './hearing/bad-frames.js';
import { createClockWatch } from './clock-watch.js';
import { createHearing } from './hearing/hearing.js';
import { createHeardClock } from './heard-clock.js';
import { createListener } from './socket/listener.js';
import { createIngestMetrics } from './metrics.js';
import { createReceiver } from './hearing/receiver.js';
import type { IngestSettings } from './settings.js';
import { createTalking } from './hearing/talking.js';
import { createWriter } from './writing/writer.js';

const BYTES_PER_MB = 1024 * 1024;
/** How often to look whether rules let cues wait for agents who are talking. */
const LOOK_FOR_HOLDS_MS = 5000;

/** Listens to the transcription socket and writes what it hears to Redis, until it is told to stop. */
export async function runIngest(context: ProcessContext<IngestSettings>): Promise<void> {
  const { settings, log, metrics: registry, checks, warnings, tracing, signal } = context;
  warnOfPlainText([tokenUrl(settings), transcriptionUrl(settings, '')], log);
  const partitions = settings.PARTITIONS;
  const keys = createKeys(settings.KEY_PREFIX);
  const metrics = createIngestMetrics(registry);
  const now = createHeardClock(() => performance.now());
  const connections = createConnections(settings, log);
  const redis = connections.open('commands');
  const tokens = createTokens({ ...tokenSource(settings, signal), metrics: createTokenMetrics(registry), log });
  const clockWatch = createClockWatch({ now, metrics, log });
  const writer = createWriter({
    format: context.format,
    redis,
    keys,
    partitions,
    replicaId: randomUUID(),
    replicated: createReplicated(redis, settings.REDIS_MIN_REPLICAS),
    onClockMoved: clockWatch.moved,
    maxBufferBytes: settings.INGEST_BUFFER_MB * BYTES_PER_MB,
    now,
    log,
    metrics,
    tracing,
  });
  const badFrames = createBadFrames({ redis, keys, partitions, log });
  const format = createFrameFormat(settings);
  const hearing = createHearing({ format, now, checks, metrics, log, onRefused: () => listener.reopen() });
  const talking = createTalking({ redis, keys, partitions, now, log });
  const receive = createReceiver({ partitions, writer, badFrames, hearing, talking, metrics, tracing });
  const listener = createListener({
    tokens,
    urlWith: (token) => transcriptionUrl(settings, token),
    subscribeMessage: settings.CXONE_SUBSCRIBE_MESSAGE,
    pingIntervalMs: settings.CXONE_PING_INTERVAL_MS,
    pongTimeoutMs: settings.CXONE_PONG_TIMEOUT_MS,
    now,
    signal,
    onSpan: (span) => {
      writer.open(span);
      hearing.opened(span.sinceUs);
    },
    onFrame(data, isBinary, heardUs) {
      metrics.lastFrame.heard();
      for (const frame of parseFrames(data, isBinary, format)) receive(frame, data, heardUs);
    },
    onAnswered: () => writer.publish(),
    isBehind: writer.isBehind,
    metrics,
    log,
  });
  checks.set('stream', () => 'nothing is written to Redis yet');
  checks.set('token', tokens.objection);
  checks.set('socket', listener.objection);
  warnings.set('socket', listener.warning);
  warnings.set('clock', clockWatch.warning);
  const endHeartbeat = keepHeartbeat({
    ...context,
    redis,
    keys,
    describe: () => ({ socket: listener.state(), heard: hearing.read() }),
  });

  try {
    // listen without waiting for Redis: what is heard meanwhile is buffered
    const begin = async () => {
      await untilAccepted(() => checkRedis({ ...context, redis, keys, partitions }), { log, signal });
      checks.delete('stream');
      writer.start();
    };
    const onLook = (err: unknown) => log.warn({ err }, 'it is not known whether rules let cues wait for agents');
    void repeat({ everyMs: LOOK_FOR_HOLDS_MS, step: () => talking.look(), signal, onError: onLook });
    await Promise.race([listener.run(), rejectionOf(begin(), signal)]);
    await writer.close();
  } finally {
    hearing.close();
    await endHeartbeat();
    connections.close();
  }
}

/** Rejects if the promise rejects before we are told to stop; never resolves. */
function rejectionOf(promise: Promise<void>, signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    promise.catch((error: unknown) => {
      if (!signal.aborted) reject(error);
    });
  });
}
