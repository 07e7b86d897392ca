import { z } from 'zod';
import { durationText } from './duration-text.js';

/** A line of a process' log, as far as it is read here. */
const LogLine = z.looseObject({
  level: z.string(),
  msg: z.string(),
  port: z.number().optional(),
  /** If the line reports the end of trouble: how long it lasted, in ms. */
  afterMs: z.number().optional(),
  err: z.object({ message: z.string() }).optional(),
});
export type LogLine = z.infer<typeof LogLine>;

/** Reads one line of what a process writes; undefined if it is not a line of a log. */
export function parseLogLine(line: string): LogLine | undefined {
  try {
    return LogLine.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined; // not JSON: what Node prints when it crashes, say
  }
}

const quietLevels = new Set(['trace', 'debug', 'info']);

/** Lines of a stack trace, and the like. */
const isContinued = /^(\s.*|\}?)$/;

/** What of a process' output a person should read: warnings and worse, their end, and what is no log at all. */
export function noteworthy(line: string): string | undefined {
  const parsed = parseLogLine(line);
  if (parsed === undefined) return isContinued.test(line) ? undefined : line;
  if (parsed.afterMs !== undefined) return `${parsed.msg} after ${durationText(parsed.afterMs)}`;
  if (quietLevels.has(parsed.level)) return undefined;
  const details = [...fieldsOf(parsed), ...(parsed.err === undefined ? [] : [parsed.err.message])];
  return `${parsed.level}: ${parsed.msg}${details.length === 0 ? '' : ` (${details.join(', ')})`}`;
}

/** Fields that every line has, and those that are shown in another way. */
const usualFields = new Set(['level', 'time', 'name', 'pid', 'msg', 'err']);

function fieldsOf(line: LogLine): string[] {
  return Object.entries(line)
    .filter(([name, value]) => !usualFields.has(name) && value !== '')
    .map(([name, value]) => `${name}: ${fieldText(value)}`);
}

function fieldText(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(typeof value === 'number' ? Math.round(value) : value);
}
