import { loadRuleFiles, type RuleFiles } from './load-rule-files.js';
import type { FilePlace } from './rule-error.js';

/** An example that a rule carries, and where it stands. */
export interface PlacedExample extends FilePlace {
  /** The rule's. */
  readonly id: string;
  readonly example: string;
  /** Whether these words count. */
  readonly said: boolean;
}

/** Finds the examples of a rule file without mistakes, and of all it includes. */
export function findExamples(source: string, where: RuleFiles): PlacedExample[] {
  return loadRuleFiles(source, where).files.flatMap(({ content, document }) =>
    (['disclosures', 'prohibited'] as const).flatMap((list) =>
      (content?.[list] ?? []).flatMap(({ id, examples }, rule) =>
        (['said', 'not_said'] as const).flatMap((kind) =>
          (examples?.[kind] ?? []).map((example, index) => ({
            id,
            example,
            said: kind === 'said',
            ...document.place([list, rule, 'examples', kind, index]),
          })),
        ),
      ),
    ),
  );
}
