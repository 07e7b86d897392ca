import { durationSetting } from '@cueline/shared';
import { InvalidArgumentError, Option } from 'commander';
import { parseAttribute } from './parse-attribute.js';
import { parseDay } from './day-option.js';

const DAY_MS = 86_400_000;
const Since = durationSetting(1, 36_500);

/** `--since`: a length of time, or a day. */
export const sinceOption = (days: number, what = 'a length of time or a day'): Option =>
  new Option('--since <time>', what).argParser(parseSince).default(days * DAY_MS, `${days}d`);

/** `--until`: a day. */
export const untilOption = (what = 'the last day'): Option => new Option('--until <day>', what).argParser(parseDay);

/** `--where`: an attribute of calls; may be repeated. */
export const whereOption = (): Option =>
  new Option('--where <name=value>', 'only calls with this attribute; may be repeated')
    .argParser(collectAttribute)
    .default([]);

function parseSince(text: string): number | string {
  const length = Since.safeParse(text);
  if (length.success) return length.data;
  try {
    return parseDay(text);
  } catch {
    throw new InvalidArgumentError('It should be a length of time such as 30d or 12h, or a day such as 2026-01-31.');
  }
}

type Attributes = readonly (readonly [name: string, value: string])[];
const collectAttribute = (text: string, before: Attributes): Attributes => [...before, parseAttribute(text)];
