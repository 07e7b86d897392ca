import { randomUUID } from 'node:crypto';
import {
  checkRedis,
  createConnections,
  createFrameFormat,
  createKeys,
  createReplicated,
  type PlacedLayout,
  type ProcessContext,
  repeat,
  untilAccepted,
} from '@cueline/shared';
import { createClockWatch } from './clock-watch.js';
import { createHeardClock } from './heard-clock.js';
import { createBadFrames } from './hearing/bad-frames.js';
import { createHearing } from './hearing/hearing.js';
import { createReceiver } from './hearing/receiver.js';
import { createTalking } from './hearing/talking.js';
import { createIngestMetrics } from './metrics.js';
import type { ReceiveSettings } from './receive-settings.js';
import type { IngestSettings } from './settings.js';
import { createWriter } from './writing/writer.js';

const BYTES_PER_MB = 1024 * 1024;
/** How often to look whether rules let cues wait for agents who are talking. */
const LOOK_FOR_HOLDS_MS = 5000;

/**
 * Creates what reads frames and writes what is said in them, however they come.
 *
 * @param onRefused called when the platform says that it refuses us
 */
export function createIngestParts(
  context: ProcessContext<IngestSettings> | ProcessContext<ReceiveSettings>,
  onRefused?: () => void,
) {
  const { settings, log, checks, tracing, signal } = context;
  const { PARTITIONS: partitions, KEY_PREFIX: prefix } = settings;
  const keys = createKeys(prefix);
  const metrics = createIngestMetrics(context.metrics);
  const now = createHeardClock(() => performance.now());
  const connections = createConnections(settings, log);
  const redis = connections.open('commands');
  const clockWatch = createClockWatch({ now, metrics, log });
  const delayMs = settings.TRANSCRIPT_DELAY_MS ?? settings.PLATFORM_FILE?.delayMs ?? 0;
  const writer = createWriter({
    format: context.format,
    delayMs,
    redis,
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
  /** The layout in force, and whether it is known and not being left. */
  let layout: PlacedLayout | undefined;
  const known = Promise.withResolvers<PlacedLayout>();
  let settled = known.promise;
  const closing = new AbortController();
  const entering = { redis, prefix, partitions, log, signal: closing.signal };
  const settle = (next: PlacedLayout) => {
    layout = next;
    writer.settle(next);
    return next;
  };
  // The socket stays open: what is heard while partitions move is held.
  const onLeave = () => {
    settled = (async () => {
      await writer.leave();
      context.layout.leave();
      return settle(await untilAccepted(() => context.layout.enter(entering, onLeave), entering));
    })();
    settled.catch((err: unknown) => log.debug({ err }, 'no layout was entered'));
  };
  const badFrames = createBadFrames({ redis, layout: () => settled, log });
  const format = createFrameFormat(settings);
  const hearing = createHearing({ format, now, checks, metrics, log, onRefused });
  const talking = createTalking({ redis, keys, layout: () => layout, now, log });
  checks.set('stream', () => 'nothing is written to Redis yet');
  context.warnings.set('clock', clockWatch.warning);
  return {
    redis,
    keys,
    metrics,
    now,
    writer,
    format,
    hearing,
    receive: createReceiver({ writer, delayMs, badFrames, hearing, talking, metrics, tracing }),
    /** Writes from when Redis accepts us on; resolves then. */
    async start(): Promise<void> {
      const check = () => checkRedis({ ...context, ...entering }, onLeave);
      known.resolve(settle(await untilAccepted(check, entering)));
      checks.delete('stream');
    },
    /** Follows whether rules let cues wait for agents who are talking, until told to stop. */
    lookForHolds(): void {
      const onError = (err: unknown) => log.warn({ err }, 'it is not known whether rules let cues wait for agents');
      void repeat({ everyMs: LOOK_FOR_HOLDS_MS, step: () => talking.look(), signal, onError });
    },
    /** Resolves once everything is written. Nothing may be received after this call. */
    close: () => writer.close(() => settled),
    closeConnections(): void {
      closing.abort();
      connections.close();
    },
  };
}
