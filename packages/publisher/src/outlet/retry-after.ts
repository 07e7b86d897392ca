/** Longest wait, however long an answer says: no mistake in a server's clock or unit may stop all cues. */
const MAX_WAIT_MS = 600_000;

/**
 * Parses a `Retry-After` header (RFC 9110, section 10.2.3): seconds, or an HTTP date.
 *
 * @param dateHeader the answer's own `Date`; a date counts from it, so that the two clocks need not agree
 * @param nowMs a date counts from it if the answer has no `Date`
 * @returns the wait in ms, at most ten minutes; `undefined` if the header is absent, unreadable or asks for no wait
 */
export function retryAfterMs(
  header: string | undefined,
  dateHeader: string | undefined,
  nowMs: number,
): number | undefined {
  const value = header?.trim() ?? '';
  const sentAtMs = Date.parse(dateHeader ?? '');
  const waitMs = /^\d+(\.\d+)?$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - (Number.isNaN(sentAtMs) ? nowMs : sentAtMs);
  return waitMs > 0 ? Math.min(waitMs, MAX_WAIT_MS) : undefined;
}
