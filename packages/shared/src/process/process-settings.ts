import type { z } from 'zod';
import { choiceSetting, durationSetting, textSetting, wholeNumberSetting } from '../settings/setting.js';
import { tracingSettings } from '../tracing/tracing-settings.js';

/** Settings of every process: where it serves health and metrics, how much it logs, how long it may take to stop. */
export function processSettings(defaults: { httpPort: number }) {
  return {
    HTTP_HOST: textSetting('an address to listen on').prefault('127.0.0.1'),
    /** 0 picks any free port. */
    HTTP_PORT: wholeNumberSetting(0, 65_535).prefault(String(defaults.httpPort)),
    LOG_LEVEL: choiceSetting(['trace', 'debug', 'info', 'warn', 'error', 'silent']).prefault('info'),
    /** How logs and traces name calls: by their ids, or by digests of these. */
    LOG_INTERACTIONS: choiceSetting(['plain', 'hashed']).prefault('plain'),
    ...tracingSettings,
    /** In ms. */
    SHUTDOWN_TIMEOUT: durationSetting(1).prefault('10s'),
  };
}
export type ProcessSettings = z.infer<z.ZodObject<ReturnType<typeof processSettings>>>;
