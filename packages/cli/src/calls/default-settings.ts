import { IngestSettings } from '@cueline/ingest/settings';
import { MatcherSettings } from '@cueline/matcher/settings';
import { PublisherSettings } from '@cueline/publisher/settings';

const { CXONE_PING_INTERVAL_MS } = IngestSettings.shape;
const { IDLE_TIMEOUT_MS, RESUME_MS, END_LINGER_MS } = MatcherSettings.shape;
const { CUE_MAX_AGE_MS, CUE_RATE_MAX, CUE_RATE_WINDOW_MS } = PublisherSettings.shape;

/** The defaults of the settings that decisions and cues depend on; names as in the environment, times in ms. */
export const defaultSettings = {
  CUE_MAX_AGE_MS: CUE_MAX_AGE_MS.parse(undefined),
  CUE_RATE_MAX: CUE_RATE_MAX.parse(undefined),
  CUE_RATE_WINDOW_MS: CUE_RATE_WINDOW_MS.parse(undefined),
  CXONE_PING_INTERVAL_MS: CXONE_PING_INTERVAL_MS.parse(undefined),
  IDLE_TIMEOUT_MS: IDLE_TIMEOUT_MS.parse(undefined),
  RESUME_MS: RESUME_MS.parse(undefined),
  END_LINGER_MS: END_LINGER_MS.parse(undefined),
};
