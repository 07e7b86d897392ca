import { checkEquals } from './check-equals.js';
import { checkExpansions } from './check-expansions.js';
import { checkNames } from './check-names.js';
import { checkPhrases } from './check-phrases.js';
import { checkRules } from './check-rules.js';
import { loadRuleFiles, type RuleFiles } from '../rule-file/load-rule-files.js';
import type { Pack } from '../pack/pack.js';
import { resolvePack } from '../rule-file/resolve-pack.js';
import type { RuleError } from '../rule-file/rule-error.js';

export interface RuleFileContext extends RuleFiles {
  /**
   * The pack is compiled right after, so phrases need not be compiled for the check alone: then `compilePack` throws a
   * `PhraseError` for what this leaves out, and reading the file without this tells where it is.
   */
  readonly isCompiledNext?: boolean;
}

export type ParsedRuleFile = { ok: true; pack: Pack } | { ok: false; errors: RuleError[] };

/**
 * Reads a rule file and all it includes. A pack comes of it only when nothing at all is wrong; else every mistake is
 * listed, file by file and from top to bottom.
 *
 * @param source YAML, at most 1 MiB
 */
export function parseRuleFile(source: string, { isCompiledNext = false, ...where }: RuleFileContext): ParsedRuleFile {
  const loaded = loadRuleFiles(source, where);
  const errors = [
    ...loaded.errors,
    ...loaded.files.flatMap(checkRules),
    ...checkPhrases(loaded.files, { compile: !isCompiledNext }),
    ...checkEquals(loaded.files),
    ...checkExpansions(loaded),
    ...checkNames(loaded),
  ];
  const contents = loaded.files.flatMap(({ content }) => content ?? []);
  if (errors.length > 0)
    return {
      ok: false,
      errors: inOrder(
        errors,
        loaded.files.map((one) => one.file),
      ),
    };
  return { ok: true, pack: resolvePack(contents) };
}

function inOrder(errors: readonly RuleError[], files: readonly string[]): RuleError[] {
  const place = ({ file }: RuleError) => files.indexOf(file);
  return errors.toSorted((a, b) => place(a) - place(b) || a.line - b.line || a.column - b.column);
}
