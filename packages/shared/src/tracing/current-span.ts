import { AsyncLocalStorage } from 'node:async_hooks';
import type { SpanOptions, TracedSpan } from './span.js';

/** The span within which work is done; nothing is entered here unless a traced call is worked on. */
const current = new AsyncLocalStorage<TracedSpan>();

/** Does work within a span, and ends it. Without a span it only does the work. */
export async function inSpan<T>(
  span: TracedSpan | undefined,
  work: (span: TracedSpan | undefined) => Promise<T>,
): Promise<T> {
  if (span === undefined) return work(undefined);
  try {
    const result = await current.run(span, () => work(span));
    span.end();
    return result;
  } catch (error) {
    span.end(error);
    throw error;
  }
}

/** Does work within a span below that of the caller, if the caller has one. */
export const inChildSpan = <T>(
  name: string,
  options: Omit<SpanOptions, 'parent' | 'links'>,
  work: (span: TracedSpan | undefined) => Promise<T>,
): Promise<T> => inSpan(current.getStore()?.child(name, options), work);

/** What a line of the log says of the trace in which it is written. */
export function traceFields(): { trace_id?: string } {
  const span = current.getStore();
  return span === undefined ? {} : { trace_id: span.traceId };
}
