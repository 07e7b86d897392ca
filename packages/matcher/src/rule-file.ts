import { realpathSync, unwatchFile, watchFile } from 'node:fs';
import {
  compilePack,
  formatRuleError,
  MAX_RULE_FILE_BYTES,
  parseRuleFile,
  PhraseError,
  type CompiledPack,
  type EngineOptions,
} from '@cueline/rules';
import { errorCode, readFileStart } from '@cueline/shared';

/** How often rule files are checked for changes, by polling their status: mounted configuration is swapped by links. */
const WATCH_MS = 1000;

export type LoadedRules =
  | { ok: true; compiled: CompiledPack; files: readonly string[] }
  /** One readable line per mistake. */
  | { ok: false; lines: readonly string[]; files: readonly string[] };

/** Reads and compiles a rule file and its includes. `files` lists those that were read, or should have been. */
export function loadRules(file: string, options?: EngineOptions): LoadedRules {
  const files: string[] = [];
  const readFile = (path: string) => {
    files.push(path);
    return readFileStart(path, MAX_RULE_FILE_BYTES + 1); // a longer one is refused
  };
  const where = { file, readFile, realPath: realpathSync };
  let source: string;
  try {
    source = readFile(file);
  } catch (error) {
    const code = errorCode(error) ?? 'unreadable';
    return { ok: false, lines: [`RULES_FILE can't be read (${code}): ${file}`], files };
  }
  let parsed = parseRuleFile(source, { ...where, isCompiledNext: true });
  try {
    if (parsed.ok) return { ok: true, compiled: compilePack(parsed.pack, options), files };
  } catch (error) {
    if (!(error instanceof PhraseError)) throw error;
  }
  // Something is wrong: parse again with all checks, to report every mistake.
  files.length = 1;
  parsed = parseRuleFile(source, where);
  const lines = parsed.ok ? [`${file} can't be compiled`] : parsed.errors.map(formatRuleError);
  return { ok: false, lines, files };
}

/** Calls back when one of these files changes. Returns a function that ends the watching. */
export function watchFiles(files: readonly string[], onChange: () => void): () => void {
  for (const file of files) watchFile(file, { interval: WATCH_MS, persistent: false }, onChange);
  return () => {
    for (const file of files) unwatchFile(file, onChange);
  };
}
