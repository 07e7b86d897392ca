import { readFile } from 'node:fs/promises';
import { errorCode } from '@cueline/shared';
import { z } from 'zod';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';

/** What people say was said: by interaction and rule, the segment that completed it first, or null where it was not said. */
export const Labels = z.record(z.string(), z.record(z.string(), z.string().min(1).nullable()));
export type Labels = z.infer<typeof Labels>;

/** By interaction and rule, every segment in which it was said. */
export const Occurrences = z.record(z.string(), z.record(z.string(), z.array(z.string())));
export type Occurrences = z.infer<typeof Occurrences>;

/**
 * Reads labels from a JSON file.
 *
 * @throws CommandError when it cannot be read or has another shape
 */
export const readLabels = (file: string): Promise<Labels> => readJson(file, Labels);
/**
 * Reads occurrences from a JSON file.
 *
 * @throws CommandError when it cannot be read or has another shape
 */
export const readOccurrences = (file: string): Promise<Occurrences> => readJson(file, Occurrences);

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const refuse = (reason: string, cause?: unknown) => new CommandError(ExitCode.usage, `${file}: ${reason}`, { cause });
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw refuse(`it cannot be read (${errorCode(cause) ?? 'unreadable'})`, cause);
  });
  let json: unknown;
  try {
    json = JSON.parse(text.trim()); // without a byte order mark, such as Windows writes
  } catch (cause) {
    throw refuse('it is not JSON', cause);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw refuse(z.prettifyError(parsed.error), parsed.error);
  return parsed.data;
}

/**
 * The labels that count for these calls: where a prefix is given, those of all interactions whose ids begin with it, so that a
 * missing call counts as one in which nothing was found.
 */
export function labelsFor(labels: Labels, interactionIds: Iterable<string>, prefix?: string): Labels {
  const played = new Set(interactionIds);
  const counts = (id: string) => (prefix === undefined ? played.has(id) : id.startsWith(prefix));
  return Object.fromEntries(Object.entries(labels).filter(([id]) => counts(id)));
}
