import { z } from 'zod';
import { parseDuration } from './duration.js';

/**
 * A setting, read from the text of an environment variable. Give it a default with `.prefault('text')`.
 *
 * @param expected what would be right, as the end of a sentence: `a whole number from 1 to 9`
 * @param parse gives undefined where the text will not do
 */
export function setting<T>(expected: string, parse: (text: string) => T | undefined) {
  return z.string({ error: `is required: ${expected}` }).transform((text, context) => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `should be ${expected}` });
    return z.NEVER;
  });
}

/** Any text at all. */
export function textSetting(expected: string) {
  return setting(expected, (text) => text);
}

/** One of a few words. */
export function choiceSetting<const T extends string>(choices: readonly T[]) {
  return setting(choices.join(' or '), (text) => choices.find((choice) => choice === text));
}

/** A whole number between two bounds, both inclusive. */
export function wholeNumberSetting(min: number, max: number) {
  return setting(`a whole number from ${min} to ${max}`, (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  });
}

/** A number between two bounds, both inclusive. */
export function numberSetting(min: number, max: number) {
  return setting(`a number from ${min} to ${max}`, (text) => {
    const value = Number(text);
    return value >= min && value <= max ? value : undefined;
  });
}

/** The longest time that a timer can wait; told to wait longer, it does not wait at all. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A length of time; the value is in ms. For names that end in `_MS`, whose plain numbers are ms. */
export function durationMsSetting(minMs = 0) {
  return setting(`a time of at least ${minMs} ms and at most 24d: 500, 500ms or 10s`, (text) => {
    const ms = /^\d+$/.test(text) ? Number(text) : parseDuration(text);
    return ms !== undefined && ms >= minMs && ms <= LONGEST_TIMER_MS ? ms : undefined;
  });
}

/** A length of time that names its unit; the value is in ms. No timer can wait for more than 24 days. */
export function durationSetting(minMs = 0, maxDays = 24) {
  const expected = `a time of at least ${minMs} ms and at most ${maxDays}d with its unit: 500ms, 10s, 5m, 4h or 7d`;
  return setting(expected, (text) => {
    const ms = parseDuration(text);
    return ms !== undefined && ms >= minMs && ms <= maxDays * 86_400_000 ? ms : undefined;
  });
}

/** An absolute URL of one of the given schemes. The text stays as it was written. */
export function urlSetting(schemes: readonly string[]) {
  return setting(`a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`, (text) => {
    return isPlainUrl(text) && schemes.includes(new URL(text).protocol.slice(0, -1)) ? text : undefined;
  });
}

/**
 * Whether it can be joined on to, and what it has in braces replaced: it is written out with `//` and a host, which no token belongs
 * in; a fragment, or white space that a URL does without, would stand in the way.
 */
export function isPlainUrl(text: string): boolean {
  return URL.canParse(text) && /^[a-z]+:\/\/[^/\\?{}]+(?:[/?]|$)/i.test(text) && !/[\s\p{Cc}#]/u.test(text);
}

/** Words separated by commas. */
export function listSetting(expected: string) {
  return setting(expected, (text) => {
    const words = text.split(',').map((word) => word.trim());
    return words.every((word) => word !== '') ? words : undefined;
  });
}

/** JSON of a given shape. */
export function jsonSetting<T>(expected: string, schema: z.ZodType<T>) {
  return setting(expected, (text) => {
    try {
      const parsed = schema.safeParse(JSON.parse(text));
      return parsed.success ? parsed.data : undefined;
    } catch {
      return undefined; // not JSON at all
    }
  });
}
