import { z } from 'zod';
import { parseDuration } from '../timing/duration.js';
import { LONGEST_TIMER_MS } from '../timing/longest-timer.js';

/**
 * A setting parsed from an environment variable. Set a default with `.prefault('text')`.
 *
 * @param expected describes a valid value, as the end of a sentence: `a whole number from 1 to 9`
 * @param parse returns undefined if the text is invalid
 */
export function setting<T>(expected: string, parse: (text: string) => T | undefined) {
  return z.string({ error: `is required: ${expected}` }).transform((text, context) => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `should be ${expected}` });
    return z.NEVER;
  });
}

/** Any text. */
export function textSetting(expected: string) {
  return setting(expected, (text) => text);
}

/** One of the given words. */
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

/** A duration in ms, for names that end in `_MS`; a plain number is in ms. */
export function durationMsSetting(minMs = 0, most = '24d') {
  const maxMs = Math.min(parseDuration(most) ?? 0, LONGEST_TIMER_MS);
  return setting(`a time of at least ${minMs} ms and at most ${most}: 500, 500ms or 10s`, (text) => {
    const ms = /^\d+$/.test(text) ? Number(text) : parseDuration(text);
    return ms !== undefined && ms >= minMs && ms <= maxMs ? ms : undefined;
  });
}

/** A duration with its unit; the value is in ms. No timer can wait longer than 24 days. */
export function durationSetting(minMs = 0, maxDays = 24) {
  const expected = `a time of at least ${minMs} ms and at most ${maxDays}d with its unit: 500ms, 10s, 5m, 4h or 7d`;
  return setting(expected, (text) => {
    const ms = parseDuration(text);
    return ms !== undefined && ms >= minMs && ms <= maxDays * 86_400_000 ? ms : undefined;
  });
}

/** An absolute URL with one of the given schemes. The text is kept as written. */
export function urlSetting(schemes: readonly string[]) {
  return setting(`a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`, (text) => {
    return isPlainUrl(text) && schemes.some((scheme) => URL.parse(text)?.protocol === `${scheme}:`) ? text : undefined;
  });
}

/**
 * Whether a path can be appended and placeholders in braces replaced. The URL needs `//` and a host without braces, as
 * no token belongs there; a fragment, or white space that URL parsing drops, would break it. `URL.canParse` will not do:
 * on Node 24 it takes some texts that `new URL` refuses.
 */
export function isPlainUrl(text: string): boolean {
  return URL.parse(text) !== null && /^[a-z]+:\/\/[^/\\?{}]+(?:[/?]|$)/i.test(text) && !/[\s\p{Cc}#]/u.test(text);
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
      return schema.safeParse(JSON.parse(text)).data;
    } catch {
      return undefined; // not JSON
    }
  });
}
