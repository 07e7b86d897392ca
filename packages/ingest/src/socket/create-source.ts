import {
  createTokens,
  type CxoneSettings,
  cxoneTokenSource,
  type Log,
  type PlatformSocketSettings,
  type Tokens,
  tokenUrl,
  type TranscriptionSettings,
  transcriptionUrl,
  type createTokenMetrics,
} from '@cueline/shared';
import type { Contacts } from '../contacts/contacts.js';
import type { HeardClock } from '../heard-clock.js';
import type { IngestMetrics } from '../metrics.js';
import { createCxoneSource } from './cxone-source.js';
import { createDescribedSource } from './described-source.js';
import type { SourceReports, TranscriptSource } from './transcript-source.js';

export interface SourceContext extends SourceReports {
  readonly settings: CxoneSettings & TranscriptionSettings & PlatformSocketSettings;
  /** The calls whose speech is asked for, where a platform wants that. */
  readonly contacts: Contacts;
  readonly now: HeardClock;
  readonly metrics: IngestMetrics;
  readonly tokenMetrics?: ReturnType<typeof createTokenMetrics>;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Creates the source that the settings name: CXone's transcription socket, or the one that a platform file describes. */
export function createSource(context: SourceContext): { source: TranscriptSource; tokens: Tokens } {
  const { settings, tokenMetrics: metrics, log, signal } = context;
  const described = settings.PLATFORM_FILE?.socket;
  const tokens = createTokens({
    ...cxoneTokenSource(settings, signal),
    log,
    ...(metrics === undefined ? {} : { metrics }),
  });
  const source =
    described === undefined
      ? createCxoneSource({ ...context, tokens })
      : createDescribedSource({ ...context, described, tokens });
  return { source, tokens };
}

/** The URLs that are asked, as far as the settings name them. */
export function sourceUrls(settings: SourceContext['settings']): string[] {
  const described = settings.PLATFORM_FILE?.socket;
  if (described === undefined) return [tokenUrl(settings), transcriptionUrl(settings, '')];
  const { CXONE_BASE_URL, CXONE_TOKEN_URL, CXONE_TRANSCRIPTION_URL } = settings;
  return [CXONE_BASE_URL, CXONE_TOKEN_URL, CXONE_TRANSCRIPTION_URL].filter((url) => url !== undefined);
}
