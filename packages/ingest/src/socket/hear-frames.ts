import { createMetrics, type Log } from '@cueline/shared';
import { createContacts } from '../contacts/contacts.js';
import { createHeardClock } from '../heard-clock.js';
import { createIngestMetrics } from '../metrics.js';
import type { SocketSettings } from '../settings.js';
import { createSource } from './create-source.js';
import type { SourceReports, TranscriptSource } from './transcript-source.js';

export interface HearContext extends Pick<SourceReports, 'isBehind'> {
  readonly settings: SocketSettings;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly onFrame: (data: Buffer, isBinary: boolean) => void;
}

/** Creates a source as ingest has one; without Redis, until it is aborted. Calls are known only as far as they are listed. */
export function createFrameSource(context: HearContext): TranscriptSource {
  const now = createHeardClock(() => performance.now());
  const { source } = createSource({
    ...context,
    contacts: createContacts({ now, lingerMs: 0, onOver: () => undefined }),
    now,
    onSpan: () => undefined,
    onAnswered: () => undefined,
    metrics: createIngestMetrics(createMetrics('record')),
  });
  return source;
}

/** Listens to the transcription socket, and opens it again when it breaks, until it is aborted. */
export const hearFrames = (context: HearContext): Promise<void> => createFrameSource(context).run();
