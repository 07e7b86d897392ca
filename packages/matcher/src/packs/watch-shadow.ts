import type { CompiledPack } from '@cueline/rules';
import type { Log, Objection, ReadinessChecks } from '@cueline/shared';
import { loadRules, watchFiles } from './rule-file.js';

export interface WatchShadowContext {
  readonly file: string;
  readonly warnings: ReadinessChecks;
  readonly log: Log;
  readonly onPack: (pack: CompiledPack) => void;
}

/**
 * Reads the shadow pack, and again whenever its file changes. One with mistakes keeps nothing from its work: it is warned of, and
 * the one before it goes on. Returns a function that ends the watching.
 */
export function watchShadow({ file, warnings, log, onPack }: WatchShadowContext): () => void {
  let refused: Objection | undefined;
  let stopWatching = () => {};
  warnings.set('shadow', () => refused);
  const load = () => {
    stopWatching();
    const rules = loadRules(file);
    stopWatching = watchFiles(rules.files, load);
    refused = rules.ok ? undefined : refusedShadow(file, rules.lines);
    if (rules.ok) {
      log.info({ pack: rules.compiled.digest }, 'shadow rules judge calls when they end');
      onPack(rules.compiled);
    } else for (const mistake of rules.lines) log.error({ mistake }, 'shadow rules are refused');
  };
  load();
  return () => stopWatching();
}

function refusedShadow(file: string, [first = file]: readonly string[]): Objection {
  return {
    reason: `the shadow rules are refused: ${first.replace(/^RULES_FILE/, 'SHADOW_RULES_FILE')}`,
    remedy: `Correct the file and save it; 'cueline rules check ${file}' lists every mistake.`,
  };
}
