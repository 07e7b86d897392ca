import { loadRuleFiles, type RuleFiles } from './load-rule-files.js';

/** Where a rule stands: the file that has it, and the keys that lead to it. */
export interface PlacedRule {
  readonly id: string;
  readonly file: string;
  readonly path: readonly (string | number)[];
}

/** Finds the rules of a rule file without mistakes, and of all it includes. */
export function findRules(source: string, where: RuleFiles): PlacedRule[] {
  return loadRuleFiles(source, where).files.flatMap(({ content, file }) =>
    (['disclosures', 'prohibited'] as const).flatMap((list) =>
      (content?.[list] ?? []).map(({ id }, index) => ({ id, file, path: [list, index] })),
    ),
  );
}
