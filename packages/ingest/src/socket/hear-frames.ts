import {
  createMetrics,
  createTokens,
  cxoneSettings,
  tokenSource,
  transcriptionSettings,
  transcriptionUrl,
  type Log,
} from '@cueline/shared';
import { z } from 'zod';
import { createHeardClock } from '../heard-clock.js';
import { createListener } from './listener.js';
import { createIngestMetrics } from '../metrics.js';

/** What of ingest's settings concerns the socket. */
export const SocketSettings = z.object({ ...cxoneSettings, ...transcriptionSettings });
export type SocketSettings = z.infer<typeof SocketSettings>;

export interface HearContext {
  readonly settings: SocketSettings;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly onFrame: (data: Buffer, isBinary: boolean) => void;
  /** Whether to read no more for the moment. */
  readonly isBehind: () => boolean;
}

/** Creates a listener to the transcription socket, as ingest has one; without Redis, until it is aborted. */
export function createFrameListener({ settings, log, signal, onFrame, isBehind }: HearContext) {
  return createListener({
    tokens: createTokens({ ...tokenSource(settings, signal), log }),
    urlWith: (token) => transcriptionUrl(settings, token),
    subscribeMessage: settings.CXONE_SUBSCRIBE_MESSAGE,
    pingIntervalMs: settings.CXONE_PING_INTERVAL_MS,
    pongTimeoutMs: settings.CXONE_PONG_TIMEOUT_MS,
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
