import {
  createMetrics,
  createTokens,
  cxoneSettings,
  tokenSource,
  transcriptionSettings,
  type Log,
} from '@cueline/shared';
import { z } from 'zod';
import { createHeardClock } from '../heard-clock.js';
import { createIngestMetrics } from '../metrics.js';
import { createCxoneSource } from './cxone-source.js';
import type { SourceReports, TranscriptSource } from './transcript-source.js';

/** What of ingest's settings concerns the socket. */
export const SocketSettings = z.object({ ...cxoneSettings, ...transcriptionSettings });
export type SocketSettings = z.infer<typeof SocketSettings>;

export interface HearContext extends Pick<SourceReports, 'isBehind'> {
  readonly settings: SocketSettings;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly onFrame: (data: Buffer, isBinary: boolean) => void;
}

/** Creates a listener to the transcription socket, as ingest has one; without Redis, until it is aborted. */
export function createFrameListener({ settings, log, signal, onFrame, isBehind }: HearContext): TranscriptSource {
  return createCxoneSource({
    settings,
    tokens: createTokens({ ...tokenSource(settings, signal), log }),
    now: createHeardClock(() => performance.now()),
    signal,
    onSpan: () => undefined,
    onFrame,
    onAnswered: () => undefined,
    isBehind,
    metrics: createIngestMetrics(createMetrics('record')),
    log,
  });
}

/** Listens to the transcription socket, and opens it again when it breaks, until it is aborted. */
export const hearFrames = (context: HearContext): Promise<void> => createFrameListener(context).run();
