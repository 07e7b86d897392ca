import { dirname, join, normalize } from 'node:path';
import { formatRuleError, type RuleError } from '@cueline/rules';
import { openRules, requireGood } from '../calls/read-rules.js';
import type { DraftedPack } from './draft-pack.js';
import { packText } from './pack-text.js';
import { testExamples, type ExampleReport } from '@cueline/operate/backtest';

/** A draft as a file, and what is to be said of it. */
export interface CheckedDraft {
  readonly text: string;
  readonly warnings: readonly RuleError[];
  readonly examples: ExampleReport;
}

/**
 * Checks a draft as if it were written.
 *
 * @param lexicon the text of the lexicon beside it
 */
export function checkDraft(file: string, draft: DraftedPack, lexicon: string): CheckedDraft {
  const text = packText(draft);
  const opened = openRules(
    file,
    new Map([
      [normalize(file), text],
      [join(dirname(file), 'lexicon.yaml'), lexicon],
    ]),
  );
  const rules = requireGood(opened.compile());
  return { text, warnings: opened.warnings(), examples: testExamples(file, rules, opened.examples()) };
}

export function draftText({ text, warnings, examples: { examples, failing } }: CheckedDraft): string {
  return [
    '',
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
    '',
    `${examples - failing.length} of ${examples} examples are as they should be`,
    ...failing.flatMap(({ id, example, said, why }) => [
      `! ${id}: "${example}" ${said ? 'should count' : 'should not count'}`,
      ...why.map((reason) => `    ${reason}`),
    ]),
    ...warnings.map((warning) => formatRuleError({ ...warning, message: `warning: ${warning.message}` })),
  ].join('\n');
}

/** The same for programs. */
export function draftJson(file: string, draft: DraftedPack, { warnings, examples }: CheckedDraft) {
  return {
    file,
    rules: draft.rules.map(({ id, phrases }) => ({ id, phrases })),
    events: draft.events.map(({ id, phrases }) => ({ id, phrases })),
    families: draft.families,
    warnings,
    examples,
  };
}
