import type { InteractionId } from '../frames/segment.js';

export type SpanAttributes = Readonly<Record<string, string | number | string[]>>;

export interface SpanOptions {
  readonly kind: 'producer' | 'consumer' | 'client';
  readonly attributes: SpanAttributes;
  /** The `traceparent` of the span above it. */
  readonly parent?: string | undefined;
  /** The `traceparent`s of spans that it goes on from. */
  readonly links?: readonly string[];
}

/** A span that has begun. */
export interface TracedSpan {
  readonly traceId: string;
  /** Names it to others, as W3C Trace Context writes it. */
  readonly traceparent: string;
  readonly set: (attributes: SpanAttributes) => void;
  /** Begins a span below it. */
  readonly child: (name: string, options: Omit<SpanOptions, 'parent' | 'links'>) => TracedSpan;
  /** @param error what it ended with, if it failed */
  readonly end: (error?: unknown) => void;
}

export interface Tracing {
  /** Whether this call is traced. All processes decide alike, so that a call is traced whole or not at all. */
  readonly isTraced: (id: InteractionId) => boolean;
  /** How spans name a call. */
  readonly conversationId: (id: InteractionId) => string;
  readonly start: (name: string, options: SpanOptions) => TracedSpan;
  /** Sends what has not been sent yet. */
  readonly close: () => Promise<void>;
}
