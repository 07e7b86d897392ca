import type { CxoneEnvironment } from '../simulator-service.js';

/** What of our own environment the demo's processes get: nothing that would set them otherwise. */
const inherited = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'NODE_OPTIONS'];

export interface DemoEnvironmentOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly redisUrl: string;
  readonly cxone: CxoneEnvironment;
  readonly rulesFile: string;
  readonly speed: number;
}

/**
 * The settings of the demo's processes: whatever is measured in the time of a call is divided by the speed, so that a call
 * is treated as at its own pace.
 */
export function demoEnvironment({ env, redisUrl, cxone, rulesFile, speed }: DemoEnvironmentOptions): NodeJS.ProcessEnv {
  const scaled = {
    CUE_RATE_WINDOW_MS: cueRate.windowMs,
    CUE_MAX_AGE_MS: 120_000,
    CXONE_PING_INTERVAL_MS: 1_000,
    IDLE_TIMEOUT_MS: 900_000,
    RESUME_MS: 14_400_000,
    END_LINGER_MS: 10_000,
  };
  return {
    ...Object.fromEntries(inherited.map((name) => [name, env[name]])),
    ...Object.fromEntries(
      Object.entries(scaled).map(([name, ms]) => [name, `${Math.max(10, Math.round(ms / speed))}`]),
    ),
    ...cxone,
    CUE_RATE_MAX: String(cueRate.max),
    REDIS_URL: redisUrl,
    RULES_FILE: rulesFile,
  };
}

/** How many cues may be posted within a window of the calls' own time: the default of CUE_RATE_MAX and CUE_RATE_WINDOW_MS. */
export const cueRate = { max: 20, windowMs: 1_000 };
