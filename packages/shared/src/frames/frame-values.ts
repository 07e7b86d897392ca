import { InteractionId } from './segment.js';

/*
 * How the values of a frame's fields are read: scalars as what they stand for, whether they are written as text, as a
 * number or as a boolean. Each function returns undefined if the value cannot be read; docs/frames.md lists all of it.
 */

const MAX_ID_BYTES = 256;
/** In characters. No rule asks for a longer attribute, and it would stay in Redis for the whole call. */
const MAX_NAME_LENGTH = 128;
const MAX_VALUE_LENGTH = 1024;

/** A scalar as text. */
export function readText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

const YES = new Set(['true', 't', '1', 'yes', 'y', 'final']);
const NO = new Set(['false', 'f', '0', 'no', 'n', '', 'interim', 'partial']);

export function readBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = readText(value)?.trim().toLowerCase() ?? '?';
  return YES.has(text) ? true : NO.has(text) ? false : undefined;
}

/** An id of at most 256 bytes; a number gives its digits. */
export function readId(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const id = String(value);
  return id !== '' && Buffer.byteLength(id) <= MAX_ID_BYTES ? id : undefined;
}

/**
 * An interaction's id. Ids that cannot be part of a URL's path, even percent-encoded, cannot be read: those with half a
 * surrogate pair, and `.` and `..`, which lead to another path.
 */
export function readInteractionId(value: unknown): InteractionId | undefined {
  const id = readId(value);
  return id === undefined || /\p{Surrogate}|^\.\.?$/u.test(id) ? undefined : InteractionId.parse(id);
}

/** Values above 1 by at most a single-precision rounding error count as 1. */
const MAX_CONFIDENCE = 1 + 1e-6;

/** From 0 to 1, or in percent with its sign: `93%`. A larger number without one may mean anything. */
export function readConfidence(value: unknown): number | undefined {
  const [, digits, percent] = /^\s*(\S+?)\s*(%?)\s*$/.exec(readText(value) ?? '') ?? [];
  const confidence = typeof value === 'boolean' ? Number.NaN : Number(digits) / (percent === '%' ? 100 : 1);
  return confidence >= 0 && confidence <= MAX_CONFIDENCE ? Math.min(confidence, 1) : undefined;
}

/** ISO 8601 with or without dashes and colons, seconds, fraction and offset. */
const ISO_TIME =
  /^(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?\s*(?:Z|UTC|GMT|([+-]\d\d)(?::?(\d\d))?)?$/i;
/** As mails and HTTP write times: `Fri, 02 Jan 2026 03:04:05 GMT`. */
const MAIL_TIME = /^(?:[a-z]{3}, )?\d{1,2} [a-z]{3} \d{4} \d\d:\d\d(?::\d\d)? (?:GMT|UTC|Z|[+-]\d{4})$/i;
const NUMBER = /^\d+(?:\.\d+)?$/;

/** No call of today is before or after. In numbers it tells units apart, whose ranges do not overlap. */
const EARLIEST_MS = Date.UTC(2001, 8, 9);
const LATEST_MS = Date.UTC(2100, 0, 1);
/** How many ms each unit of a number has: s, ms, µs, ns. */
const UNITS_MS = [1e3, 1, 1e-3, 1e-6];

/**
 * A moment of this century, in ms since the Unix epoch. Reads s, ms, µs and ns since then, ISO 8601 (UTC if it has no
 * offset) and the form of mails. What counts from the beginning of a call cannot be read.
 */
export function readTime(value: unknown): number | undefined {
  const text = readText(value)?.trim() ?? '';
  return NUMBER.test(text)
    ? UNITS_MS.map((unitMs) => Number(text) * unitMs).find(isThisCentury)
    : [parseDate(text)].find(isThisCentury);
}

const isThisCentury = (ms: number): boolean => ms >= EARLIEST_MS && ms < LATEST_MS;

function parseDate(text: string): number {
  if (MAIL_TIME.test(text)) return Date.parse(text);
  const [, year, month, day, hour, minute, second = '00', fraction = '0', offset, offsetMinutes = '00'] =
    ISO_TIME.exec(text) ?? [];
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(day) > lastDay) return Number.NaN; // a `Date` would go on into the next month
  const zone = offset === undefined ? 'Z' : `${offset}:${offsetMinutes}`;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}${zone}`);
}

export function readLanguage(value: unknown): string | undefined {
  const tag = typeof value === 'string' ? value.trim() : '';
  return tag !== '' && tag.length <= MAX_NAME_LENGTH ? tag : undefined;
}

/** A flat object; fields that are nested, null or too long are passed over, as unknown fields are. */
export function readAttributes(value: unknown): Record<string, string> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => {
      const text = readText(each);
      const isKept = text !== undefined && name.length <= MAX_NAME_LENGTH && text.length <= MAX_VALUE_LENGTH;
      return isKept ? [[name, text]] : [];
    }),
  );
}
