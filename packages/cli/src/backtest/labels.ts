import { readFile } from 'node:fs/promises';
import { errorCode } from '@cueline/shared';
import { z } from 'zod';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';
import { labelsIn, occurrencesIn, readLabelRows, type LabelRow } from './label-rows.js';

/**
 * What people say was said: by interaction and rule, the segment that completed it first, or true if they do not say where; null
 * (or false) if it was not said.
 */
export const Labels = z.record(
  z.string(),
  z.record(
    z.string(),
    z.union([z.string().min(1), z.boolean(), z.null()]).transform((said) => (said === false ? null : said)),
  ),
);
export type Labels = z.infer<typeof Labels>;

/** By interaction and rule, every segment in which it was said. */
export const Occurrences = z.record(z.string(), z.record(z.string(), z.array(z.string())));
export type Occurrences = z.infer<typeof Occurrences>;

/**
 * Reads labels from a JSON or CSV file.
 *
 * @throws CommandError when it cannot be read or has another shape
 */
export const readLabels = (file: string): Promise<Labels> => readTruth(file, Labels, labelsIn);

/**
 * Reads occurrences from a JSON or CSV file.
 *
 * @throws CommandError when it cannot be read or has another shape
 */
export const readOccurrences = (file: string): Promise<Occurrences> => readTruth(file, Occurrences, occurrencesIn);

async function readTruth<T>(file: string, schema: z.ZodType<T>, ofRows: (rows: LabelRow[]) => unknown): Promise<T> {
  const refuse = (reason: string, cause?: unknown) => new CommandError(ExitCode.usage, `${file}: ${reason}`, { cause });
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw refuse(`it cannot be read (${errorCode(cause) ?? 'unreadable'})`, cause);
  });
  const rows = readLabelRows(text.trim()); // without a byte order mark, such as Windows writes
  if (rows?.ok === false) throw new CommandError(ExitCode.usage, `${file}:${rows.line}: ${rows.reason}`);
  const parsed = schema.safeParse(rows === undefined ? parseJson(text.trim(), refuse) : ofRows(rows.rows));
  if (!parsed.success) throw refuse(parsed.error.issues.map(issueText).join(`\n${file}: `), parsed.error);
  return parsed.data;
}

function parseJson(text: string, refuse: (reason: string, cause?: unknown) => Error): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refuse("it is neither JSON nor CSV with a header such as 'call,rule,segment'", cause);
  }
}

const issueText = ({ path }: z.core.$ZodIssue) =>
  path.length < 2
    ? `${path.join('') || 'it'} should be an object such as {"4711": {"recording_notice": "4711-009"}}`
    : `${path.join('.')} should name a segment, or be true, false or null`;

/**
 * The labels that count for these calls: where a prefix is given, those of all interactions whose ids begin with it, so that a
 * missing call counts as one in which nothing was found.
 */
export function labelsFor(labels: Labels, interactionIds: Iterable<string>, prefix?: string): Labels {
  const played = new Set(interactionIds);
  const counts = (id: string) => (prefix === undefined ? played.has(id) : id.startsWith(prefix));
  return Object.fromEntries(Object.entries(labels).filter(([id]) => counts(id)));
}
