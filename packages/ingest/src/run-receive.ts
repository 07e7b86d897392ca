import { once } from 'node:events';
import { keepHeartbeat, type ProcessContext, readFrames } from '@cueline/shared';
import { keepAcceptingSpan } from './endpoint/accepting-span.js';
import { createAuthorize } from './endpoint/authorize.js';
import type { BodyFrame } from './endpoint/body-frames.js';
import { openEndpoint, type Taken } from './endpoint/endpoint.js';
import { createIngestParts } from './ingest-parts.js';
import type { ReceiveSettings } from './receive-settings.js';

const BYTES_PER_KB = 1024;

/** Offers an endpoint and writes what is posted to it to Redis, until it is told to stop. */
export async function runReceive(context: ProcessContext<ReceiveSettings>): Promise<void> {
  const { settings, log, signal } = context;
  const parts = createIngestParts(context);
  const { redis, keys, metrics, now, writer, format, hearing, receive } = parts;

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

  const endHeartbeat = keepHeartbeat({ ...context, redis, keys, describe: () => ({ heard: hearing.read() }) });
  try {
    await Promise.race([parts.start(), signal.aborted ? undefined : once(signal, 'abort')]);
    if (signal.aborted) return;
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
    parts.lookForHolds();
    if (!signal.aborted) await once(signal, 'abort');
    await endpoint.close();
    closing.abort();
    await parts.close();
  } finally {
    hearing.close();
    await endHeartbeat();
    parts.closeConnections();
  }
}
