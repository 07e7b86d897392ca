import {
  createTokenMetrics,
  createTokens,
  keepHeartbeat,
  parseFrames,
  type ProcessContext,
  tokenSource,
  tokenUrl,
  transcriptionUrl,
  warnOfPlainText,
} from '@cueline/shared';
import { createIngestParts } from './ingest-parts.js';
import type { IngestSettings } from './settings.js';
import { createListener } from './socket/listener.js';

/** Listens to the transcription socket and writes what it hears to Redis, until it is told to stop. */
export async function runIngest(context: ProcessContext<IngestSettings>): Promise<void> {
  const { settings, log, checks, warnings, signal } = context;
  warnOfPlainText([tokenUrl(settings), transcriptionUrl(settings, '')], log);
  const parts = createIngestParts(context, () => listener.reopen());
  const { redis, keys, metrics, now, writer, format, hearing, receive } = parts;
  const tokens = createTokens({
    ...tokenSource(settings, signal),
    metrics: createTokenMetrics(context.metrics),
    log,
  });
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
  checks.set('token', tokens.objection);
  checks.set('socket', listener.objection);
  warnings.set('socket', listener.warning);
  const endHeartbeat = keepHeartbeat({
    ...context,
    redis,
    keys,
    describe: () => ({ socket: listener.state(), heard: hearing.read() }),
  });

  try {
    // listen without waiting for Redis: what is heard meanwhile is buffered
    parts.lookForHolds();
    await Promise.race([listener.run(), rejectionOf(parts.start(), signal)]);
    await parts.close();
  } finally {
    hearing.close();
    await endHeartbeat();
    parts.closeConnections();
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
