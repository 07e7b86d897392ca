import {
  type CxoneSettings,
  type Log,
  type Tokens,
  type TranscriptionSettings,
  transcriptionUrl,
} from '@cueline/shared';
import type { HeardClock } from '../heard-clock.js';
import type { IngestMetrics } from '../metrics.js';
import { createListener } from './listener.js';
import type { SourceReports, TranscriptSource } from './transcript-source.js';

export interface CxoneSourceContext extends SourceReports {
  readonly settings: CxoneSettings & TranscriptionSettings;
  readonly tokens: Tokens;
  readonly now: HeardClock;
  readonly metrics: IngestMetrics;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** The transcription socket of the CXONE_… settings, which brings all calls. */
export function createCxoneSource({ settings, ...context }: CxoneSourceContext): TranscriptSource {
  return createListener({
    ...context,
    urlWith: (token) => transcriptionUrl(settings, token),
    subscribeMessage: settings.CXONE_SUBSCRIBE_MESSAGE,
    pingIntervalMs: settings.CXONE_PING_INTERVAL_MS,
    pongTimeoutMs: settings.CXONE_PONG_TIMEOUT_MS,
  });
}
