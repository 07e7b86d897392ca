/** What operators read of an outlet. */
export interface OutletNames {
  /** Who answers. */
  readonly who: string;
  /** What to check when it does not answer as it should. */
  readonly check: string;
  /** What to check when it says that cues are there which it was not sent before. */
  readonly checkKey: string;
  /** Why it may forbid what others may do. */
  readonly lacks: string;
  /** Why it may refuse a fresh token. */
  readonly unauthorized: string;
}

/** CXone's cue API. */
export const CXONE_NAMES: OutletNames = {
  who: 'CXone',
  check: 'CXONE_CUES_URL and CXONE_BASE_URL',
  checkKey: 'CXONE_CUES_URL, CXONE_IDEMPOTENCY_HEADER',
  lacks: 'the client lacks agentassist:cue:write',
  unauthorized: 'CXONE_CUES_URL may be of another region than CXONE_TOKEN_URL',
};
