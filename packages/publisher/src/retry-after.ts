/** However long an answer says, another request asks after this: no slip of a server's clock or unit may end all cues. */
const MAX_WAIT_MS = 600_000;

/**
 * Reads a `Retry-After` header (RFC 9110, section 10.2.3): seconds, or an HTTP date.
 * @param dateHeader the answer's own `Date`; a date is counted from it, so that the two clocks need not agree
 * @param nowMs counted from where the answer has no date
 * @returns how long to wait in ms, ten minutes at most; `undefined` where the header is absent, unreadable or asks for no wait
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
