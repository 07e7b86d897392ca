import { type BigIntStats, realpathSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
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

/** A file that was read, or should have been. */
export interface ReadFile {
  readonly path: string;
  /** What it was just before; it changes with the file, and is empty while there is none. */
  readonly version: string;
}

export type LoadedRules =
  | { ok: true; compiled: CompiledPack; files: readonly ReadFile[] }
  /** One readable line per mistake. */
  | { ok: false; lines: readonly string[]; files: readonly ReadFile[] };

/** Reads and compiles a rule file and its includes. `files` lists those that were read, or should have been. */
export function loadRules(file: string, options?: EngineOptions): LoadedRules {
  const files: ReadFile[] = [];
  const readFile = (path: string) => {
    files.push({ path, version: versionNow(path) });
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

/** Calls back when one of these files is no longer what was read. Returns a function that ends the watching. */
export function watchFiles(files: readonly ReadFile[], onChange: () => void): () => void {
  let isWatching = true;
  const check = async () => {
    const changed = await Promise.all(files.map(async ({ path, version }) => (await versionOf(path)) !== version));
    if (isWatching && changed.includes(true)) onChange();
  };
  const timer = setInterval(() => void check(), WATCH_MS).unref();
  return () => {
    isWatching = false;
    clearInterval(timer);
  };
}

const describe = ({ ino, ctimeNs, size }: BigIntStats) => `${ino} ${ctimeNs} ${size}`;

const versionOf = (path: string) => stat(path, { bigint: true }).then(describe, () => '');

function versionNow(path: string): string {
  try {
    return describe(statSync(path, { bigint: true }));
  } catch {
    return '';
  }
}
