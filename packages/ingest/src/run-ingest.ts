import {
  createTokenMetrics,
  keepHeartbeat,
  parseDuration,
  parseFrames,
  type ProcessContext,
  warnOfPlainText,
} from '@cueline/shared';
import { createContacts } from './contacts/contacts.js';
import { withContact } from './contacts/with-contact.js';
import { createIngestParts } from './ingest-parts.js';
import { openAnnouncements } from './open-announcements.js';
import type { IngestSettings } from './settings.js';
import { createSource, sourceUrls } from './socket/create-source.js';

const NO_DATA = Buffer.alloc(0);

/** Listens to the transcription socket and writes what it hears to Redis, until it is told to stop. */
export async function runIngest(context: ProcessContext<IngestSettings>): Promise<void> {
  const { settings, log, checks, warnings, signal } = context;
  warnOfPlainText(sourceUrls(settings), log);
  const parts = createIngestParts(context, () => source.reopen());
  const { redis, keys, metrics, now, writer, format, hearing, receive } = parts;
  const { announced, linger } = settings.PLATFORM_FILE?.socket?.contacts ?? {};
  const contacts = createContacts({
    now,
    lingerMs: parseDuration(linger ?? '') ?? 0,
    onOver(interactionId, isUnheard) {
      receive({ kind: 'end', interactionId, ...(isUnheard ? { unheard: true } : {}) }, NO_DATA, now());
    },
  });
  const { source, tokens } = createSource({
    settings,
    contacts,
    now,
    signal,
    onSpan: (span) => {
      writer.open(span);
      hearing.opened(span.sinceUs);
    },
    onFrame(data, isBinary, heardUs, socket) {
      metrics.lastFrame.heard();
      for (const frame of parseFrames(data, isBinary, format))
        receive(withContact(frame, contacts), data, heardUs, undefined, socket);
    },
    onAnswered: () => writer.publish(),
    isBehind: writer.isBehind,
    metrics,
    tokenMetrics: createTokenMetrics(context.metrics),
    log,
  });
  checks.set('token', tokens.objection);
  checks.set('socket', source.objection);
  warnings.set('socket', source.warning);
  warnings.set('contacts', () => source.contactsWarning?.());
  const endHeartbeat = keepHeartbeat({
    ...context,
    redis,
    keys,
    describe: () => ({ socket: source.state(), heard: hearing.read() }),
  });
  const { RECEIVE_SECRET: secret } = settings;
  const endpoint =
    announced === undefined || secret === undefined
      ? undefined
      : openAnnouncements({ announced, secret, settings, contacts, metrics, log });

  try {
    // listen without waiting for Redis: what is heard meanwhile is buffered
    parts.lookForHolds();
    await Promise.race([Promise.all([source.run(), endpoint]), rejectionOf(parts.start(), signal)]);
    await (await endpoint)?.close();
    contacts.close();
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
