/**
 * The pipeline's settings that decisions and cues hang on, as they are by default; names as in the environment, times in ms.
 * Written down once more: to import the packages that own them would make a start take half as long again. A test compares them.
 */
export const defaultSettings = {
  CUE_MAX_AGE_MS: 120_000,
  CUE_RATE_MAX: 20,
  CUE_RATE_WINDOW_MS: 1_000,
  CXONE_PING_INTERVAL_MS: 1_000,
  IDLE_TIMEOUT_MS: 900_000,
  RESUME_MS: 14_400_000,
  END_LINGER_MS: 10_000,
} as const;
