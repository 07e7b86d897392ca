import { defaultSettings } from '../calls/default-settings.js';
import type { CxoneEnvironment } from '../run/simulator-service.js';

/** The variables that the demo's processes inherit: none of them is a setting of theirs. */
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
  const { CUE_RATE_MAX, ...times } = defaultSettings;
  return {
    ...Object.fromEntries(inherited.map((name) => [name, env[name]])),
    ...Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, `${Math.max(10, Math.round(ms / speed))}`])),
    ...cxone,
    CUE_RATE_MAX: String(CUE_RATE_MAX),
    REDIS_URL: redisUrl,
    RULES_FILE: rulesFile,
  };
}
