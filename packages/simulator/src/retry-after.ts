import type { RetryAfterForm } from './fault.js';

/** The header of a 429 in one of the forms that RFC 9110, 10.2.3 allows, or none. */
export function retryAfterHeader(form: RetryAfterForm, afterMs: number, nowMs: number): Record<string, string> {
  switch (form) {
    case 'seconds':
      return { 'retry-after': String(Math.ceil(afterMs / 1000)) };
    case 'date':
      return { 'retry-after': new Date(Math.ceil((nowMs + afterMs) / 1000) * 1000).toUTCString() };
    case 'none':
      return {};
    default:
      return form satisfies never;
  }
}
