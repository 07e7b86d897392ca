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
import { createCxoneSource } from './socket/cxone-source.js';

/** Listens to the transcription socket and writes what it hears to Redis, until it is told to stop. */
export async function runIngest(context: ProcessContext<IngestSettings>): Promise<void> {
  const { settings, log, checks, warnings, signal } = context;
  warnOfPlainText([tokenUrl(settings), transcriptionUrl(settings, '')], log);
  const parts = createIngestParts(context, () => source.reopen());
  const { redis, keys, metrics, now, writer, format, hearing, receive } = parts;
  const tokens = createTokens({
    ...tokenSource(settings, signal),
    metrics: createTokenMetrics(context.metrics),
    log,
  });
  const source = createCxoneSource({
    settings,
    tokens,
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
  checks.set('socket', source.objection);
  warnings.set('socket', source.warning);
  const endHeartbeat = keepHeartbeat({
    ...context,
    redis,
    keys,
    describe: () => ({ socket: source.state(), heard: hearing.read() }),
  });

  try {
    // listen without waiting for Redis: what is heard meanwhile is buffered
    const begin = async () => {
      await parts.untilAccepted();
      parts.start();
    };
    parts.lookForHolds();
    await Promise.race([source.run(), rejectionOf(begin(), signal)]);
    await writer.close();
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
