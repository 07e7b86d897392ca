import type { z } from 'zod';
import { numberSetting, urlSetting } from '../settings/setting.js';

/** Settings of traces, by the names that OpenTelemetry gives them. */
export const tracingSettings = {
  /** Where spans are sent by OTLP over HTTP; without it nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: urlSetting(['http', 'https']).optional(),
  /** The share of calls that are traced, each whole. */
  OTEL_TRACES_SAMPLER_ARG: numberSetting(0, 1).prefault('1'),
};
export type TracingSettings = z.infer<z.ZodObject<typeof tracingSettings>>;
