import { loadRuleFiles, type RuleFiles } from './load-rule-files.js';

/** An example that a rule carries, and where it stands. */
export interface PlacedExample {
  /** The rule's. */
  readonly id: string;
  readonly example: string;
  /** Whether these words count. */
  readonly said: boolean;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

/** Finds the examples of a rule file without mistakes, and of all it includes. */
export function findExamples(source: string, where: RuleFiles): PlacedExample[] {
  return loadRuleFiles(source, where).files.flatMap(({ content, document }) =>
    (['disclosures', 'prohibited'] as const).flatMap((list) =>
      (content?.[list] ?? []).flatMap(({ id, examples }, rule) =>
        (['said', 'not_said'] as const).flatMap((kind) =>
          (examples?.[kind] ?? []).map((example, index) => {
            const place = document.error([list, rule, 'examples', kind, index], { message: '', hint: '' });
            return { id, example, said: kind === 'said', file: place.file, line: place.line, column: place.column };
          }),
        ),
      ),
    ),
  );
}
