/** Longest wait, however long an answer says: no mistake in a server's clock or unit may stop all cues. */
const MAX_WAIT_MS = 600_000;

/** Header names are in lower case. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The `Retry-After` header (RFC 9110, section 10.2.3), and what others call it. */
const IN_SECONDS = ['retry-after', 'x-retry-after'];
const IN_MS = ['retry-after-ms', 'x-ms-retry-after-ms'];
/** When a limit begins anew. Some services send them with every answer, so they count for a refused one only. */
const RESETS = ['ratelimit-reset', 'x-ratelimit-reset', 'x-rate-limit-reset'];
/** The field of a JSON body that says the same, with its unit if it has one. */
const FIELD = /^retry_?(?:after|in|delay)(?:_?(?:(ms|millis|milliseconds)|s|secs?|seconds))?$/i;
const MAX_DEPTH = 2;
/** A number without a unit from here on is in ms: nobody asks to wait for a quarter of an hour. */
const LEAST_MS = 1_000;
/** Larger numbers are times since the epoch, in seconds, and still larger ones in ms. */
const LEAST_EPOCH_S = 1e9;
const LEAST_EPOCH_MS = 1e12;

/** How long an answer asks to wait, and by which clock: its own `Date`, so that the two clocks need not agree. */
interface Waiting {
  readonly headers: Headers;
  /** A JSON body's value. */
  readonly json?: unknown;
  /** Times count from it if the answer has no `Date`. */
  readonly nowMs: number;
  /** Whether it refuses because of a limit. */
  readonly isLimited?: boolean;
}

/**
 * Reads how long to wait before another request, from the headers or the body.
 *
 * @returns the wait in ms, at most ten minutes; `undefined` if none is asked for or it is unreadable
 */
export function retryAfterMs({ headers, json, nowMs, isLimited = false }: Waiting): number | undefined {
  const sentAtMs = Date.parse(first(headers['date']) ?? '');
  const fromMs = Number.isNaN(sentAtMs) ? nowMs : sentAtMs;
  const waits = [
    ...IN_SECONDS.map((name) => waitMs(first(headers[name]), 1000, fromMs)),
    ...IN_MS.map((name) => waitMs(first(headers[name]), 1, fromMs)),
    ...fieldsIn(json).map(({ value, isMs }) => waitMs(value, isMs ? 1 : 1000, fromMs)),
    ...(isLimited ? RESETS : []).map((name) => resetMs(first(headers[name]), fromMs)),
  ];
  const wait = waits.find((ms) => ms !== undefined && ms > 0);
  return wait === undefined ? undefined : Math.min(wait, MAX_WAIT_MS);
}

const NUMBER = /^(\d+(?:\.\d+)?)\s*(s|ms)?$/i;

/** A number, with a unit or in this one, or a date. */
function waitMs(text: string | undefined, unitMs: number, fromMs: number): number | undefined {
  const value = text?.trim() ?? '';
  const [, digits, unit] = NUMBER.exec(value) ?? [];
  if (digits === undefined) {
    const untilMs = Date.parse(value);
    return Number.isNaN(untilMs) ? undefined : untilMs - fromMs;
  }
  return Number(digits) * (unit === undefined ? unitMs : unit.toLowerCase() === 's' ? 1000 : 1);
}

function resetMs(text: string | undefined, fromMs: number): number | undefined {
  const at = Number(text);
  if (at >= LEAST_EPOCH_MS) return at - fromMs;
  return at >= LEAST_EPOCH_S ? at * 1000 - fromMs : waitMs(text, 1000, fromMs);
}

function fieldsIn(json: unknown, depth = 0): { value: string; isMs: boolean }[] {
  if (typeof json !== 'object' || json === null || depth > MAX_DEPTH) return [];
  return Object.entries(json).flatMap(([name, value]) => {
    const [field, ms] = FIELD.exec(name.replaceAll('-', '_')) ?? [];
    if (field === undefined) return fieldsIn(value, depth + 1);
    const isBare = /(after|in|delay)$/i.test(field);
    return typeof value === 'string' || typeof value === 'number'
      ? [{ value: String(value), isMs: ms !== undefined || (isBare && Number(value) >= LEAST_MS) }]
      : [];
  });
}

const first = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;
