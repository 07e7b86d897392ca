import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { errorCode } from '../error-code.js';
import { SettingsError } from './settings-error.js';

/** A process's environment variables, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A schema of settings, keyed by the names of their variables. */
export type SettingsSchema<T> = z.ZodType<T> & { readonly shape: Readonly<Record<string, unknown>> };

/** Without verification a man in the middle could read the client secret and every call. */
const UNVERIFIED =
  'NODE_TLS_REJECT_UNAUTHORIZED should not be 0: certificates are verified; NODE_EXTRA_CA_CERTS names a file of further authorities';

/**
 * Reads the schema's settings from the environment. An empty variable counts as unset. A setting may also be given as a
 * file that holds it, under its name with `_FILE` appended.
 *
 * @throws SettingsError with one line per wrong setting, or if certificates would not be verified; values are never repeated, as they may be secret
 */
export function readSettings<T>(schema: SettingsSchema<T>, environment: Environment): T {
  if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') throw new SettingsError([UNVERIFIED]);
  const lines: string[] = [];
  const texts: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const read = readText(name, environment);
    if (read.kind === 'text') texts[name] = read.text;
    if (read.kind === 'wrong') lines.push(read.line);
  }
  const parsed = schema.safeParse(texts);
  if (!parsed.success) {
    const told = new Set(lines.map((line) => line.split(' ')[0]));
    for (const { path, message } of parsed.error.issues) {
      const name = path.join('.');
      if (!told.has(name) && !told.has(`${name}_FILE`)) lines.push(`${name} ${message}`);
    }
  }
  if (!parsed.success || lines.length > 0) throw new SettingsError(lines);
  return parsed.data;
}

type ReadText = { kind: 'unset' } | { kind: 'text'; text: string } | { kind: 'wrong'; line: string };

function readText(name: string, environment: Environment): ReadText {
  const text = environment[name]?.trim() ?? '';
  const path = environment[`${name}_FILE`]?.trim() ?? '';
  if (path === '') return text === '' ? { kind: 'unset' } : { kind: 'text', text };
  if (text !== '') return { kind: 'wrong', line: `${name} is set twice: leave out ${name} or ${name}_FILE` };
  try {
    const content = readFileSync(path, 'utf8').trim();
    return content === '' ? { kind: 'unset' } : { kind: 'text', text: content };
  } catch (error) {
    const code = errorCode(error) ?? 'unreadable';
    // the path is not repeated either: it may be the secret itself, put there by mistake
    return { kind: 'wrong', line: `${name}_FILE should be a file that can be read (${code})` };
  }
}
