import { crc32 } from 'node:zlib';
import { type InteractionNaming, nameInteraction } from '../frames/name-interaction.js';
import type { InteractionId } from '../frames/segment.js';
import type { Tracing } from './span.js';
import type { TracingSettings } from './tracing-settings.js';

/** Sends what a process traces; undefined if nothing is to be traced, and then OpenTelemetry is not even loaded. */
export async function createTracing(
  name: string,
  {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_TRACES_SAMPLER_ARG: share,
    LOG_INTERACTIONS,
  }: TracingSettings & { LOG_INTERACTIONS: InteractionNaming },
): Promise<Tracing | undefined> {
  if (endpoint === undefined) return undefined;
  const { createSpans } = await import('./sdk.js');
  return {
    isTraced: isSampled(share),
    conversationId: (id) => nameInteraction(id, LOG_INTERACTIONS),
    ...createSpans(`cueline-${name}`, endpoint),
  };
}

const CRCS = 2 ** 32;

/** Whether a call belongs to the share that is traced. The partition takes the lowest bits of the same sum, this the highest. */
export function isSampled(share: number): (id: InteractionId) => boolean {
  return (id) => crc32(id) < share * CRCS;
}
