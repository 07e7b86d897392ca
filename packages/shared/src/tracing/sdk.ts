import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOnSampler, BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { hostname } from 'node:os';
import { errorCode } from '../error-code.js';
import { readVersion } from '../read-version.js';
import type { SpanOptions, TracedSpan, Tracing } from './span.js';

const KINDS = { producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER, client: SpanKind.CLIENT };

/** Makes spans and sends them in batches, without a global provider: only what Cueline itself traces is sent. */
export function createSpans(serviceName: string, endpoint: string): Pick<Tracing, 'start' | 'close'> {
  const version = readVersion();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': serviceName,
      'service.version': version,
      'service.instance.id': `${hostname()}-${process.pid}`,
    }),
    sampler: new AlwaysOnSampler(), // whoever begins a span has decided that its call is traced
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` }) }),
    ],
  });
  const tracer = provider.getTracer('cueline', version);

  function start(name: string, { kind, attributes, links = [] }: SpanOptions, parent: Context): TracedSpan {
    const linked = links.flatMap((link) => contextOf(link) ?? []).map((context) => ({ context }));
    const span = tracer.startSpan(name, { kind: KINDS[kind], attributes, links: linked }, parent);
    const { traceId, spanId } = span.spanContext();
    return {
      traceId,
      traceparent: `00-${traceId}-${spanId}-01`,
      set: (more) => void span.setAttributes(more),
      child: (childName, options) => start(childName, options, trace.setSpan(ROOT_CONTEXT, span)),
      end: (error) => endSpan(span, error),
    };
  }
  return {
    start: (name, options) => {
      const above = options.parent === undefined ? undefined : contextOf(options.parent);
      return start(name, options, above === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, above));
    },
    close: () => provider.shutdown(),
  };
}

/** An error's message may hold what was said or answered, so only its name and code are sent. */
function endSpan(span: Span, error: unknown): void {
  if (error !== undefined) {
    const name = error instanceof Error ? error.name : 'Error';
    span.setAttribute('error.type', errorCode(error) ?? name);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

const TRACEPARENT = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;

function contextOf(traceparent: string): SpanContext | undefined {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}
