import { randomUUID } from 'node:crypto';
import {
  checkRedis,
  createConnections,
  createFrameFormat,
  createKeys,
  createReplicated,
  keepHeartbeat,
  readFrames,
  repeat,
  untilAccepted,
  type ProcessContext,
} from '@cueline/shared';
import { once } from 'node:events';
import { createClockWatch } from './clock-watch.js';
import { keepAcceptingSpan } from './endpoint/accepting-span.js';
import { createAuthorize } from './endpoint/authorize.js';
import type { BodyFrame } from './endpoint/body-frames.js';
import { openEndpoint, type Taken } from './endpoint/endpoint.js';
import { createBadFrames } from './hearing/bad-frames.js';
import { createHearing } from './hearing/hearing.js';
import { createReceiver } from './hearing/receiver.js';
import { createTalking } from './hearing/talking.js';
import { createHeardClock } from './heard-clock.js';
import { createIngestMetrics } from './metrics.js';
import type { ReceiveSettings } from './receive-settings.js';
import { createWriter } from './writing/writer.js';

const BYTES_PER_MB = 1024 * 1024;
const BYTES_PER_KB = 1024;
/** How often to look whether rules let cues wait for agents who are talking. */
const LOOK_FOR_HOLDS_MS = 5000;

/** Offers an endpoint and writes what is posted to it to Redis, until it is told to stop. */
export async function runReceive(context: ProcessContext<ReceiveSettings>): Promise<void> {
  const { settings, log, metrics: registry, checks, tracing, signal } = context;
  const partitions = settings.PARTITIONS;
  const keys = createKeys(settings.KEY_PREFIX);
  const metrics = createIngestMetrics(registry);
  const now = createHeardClock(() => performance.now());
  const connections = createConnections(settings, log);
  const redis = connections.open('commands');
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
  const format = createFrameFormat(settings);
  const hearing = createHearing({ format, now, checks, metrics, log });
  const talking = createTalking({ redis, keys, partitions, now, log });
  const badFrames = createBadFrames({ redis, keys, partitions, log });
  const receive = createReceiver({ partitions, writer, badFrames, hearing, talking, metrics, tracing });

  /** Takes the frames of a request. All records of it are on their way before the first can be written. */
  function take(frames: readonly BodyFrame[]): Taken {
    let unwritten = 0;
    let records = 0;
    let bad = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    const written = () => {
      unwritten -= 1;
      if (unwritten === 0) resolve();
    };
    for (const { frame, data } of frames) {
      metrics.lastFrame.heard();
      for (const record of readFrames(frame, format)) {
        records += 1;
        if (record.kind === 'bad') bad += 1;
        if (record.kind === 'segment' || record.kind === 'end') unwritten += 1;
        receive(record, data, now(), written);
      }
    }
    if (unwritten === 0) resolve();
    return { records, bad, written: promise };
  }

  checks.set('stream', () => 'nothing is written to Redis yet');
  context.warnings.set('clock', clockWatch.warning);
  const endHeartbeat = keepHeartbeat({ ...context, redis, keys, describe: () => ({ heard: hearing.read() }) });
  try {
    await untilAccepted(() => checkRedis({ ...context, redis, keys, partitions }), { log, signal });
    if (signal.aborted) return;
    checks.delete('stream');
    writer.start();
    const isBehind = () => redis.status !== 'ready' || writer.isBehind();
    const endpoint = await openEndpoint({
      host: settings.RECEIVE_HOST,
      port: settings.RECEIVE_PORT,
      authorize: createAuthorize({
        secret: settings.RECEIVE_SECRET,
        header: settings.RECEIVE_SECRET_HEADER,
        twilioToken: settings.RECEIVE_TWILIO_TOKEN,
        publicUrl: settings.RECEIVE_PUBLIC_URL,
      }),
      maxBodyBytes: settings.RECEIVE_MAX_KB * BYTES_PER_KB,
      maxRequests: settings.RECEIVE_RATE_MAX,
      take,
      isBehind,
      onRequest(result) {
        metrics.requests.inc({ result });
        if (result === 'refused') span.cut();
      },
      log,
    });
    const closing = new AbortController();
    const span = keepAcceptingSpan({ writer, now, isAccepting: () => !endpoint.isFull(), signal: closing.signal, log });
    const onLook = (err: unknown) => log.warn({ err }, 'it is not known whether rules let cues wait for agents');
    void repeat({ everyMs: LOOK_FOR_HOLDS_MS, step: () => talking.look(), signal, onError: onLook });
    if (!signal.aborted) await once(signal, 'abort');
    await endpoint.close();
    closing.abort();
    await writer.close();
  } finally {
    hearing.close();
    await endHeartbeat();
    connections.close();
  }
}
