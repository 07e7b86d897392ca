import { createExplainer, failingExamples, isSaid } from '@cueline/rules';
import type { CompiledPack, FailingExample, PlacedExample, RuleExplanation } from '@cueline/rules';
import { nearMissText, phraseMatchText } from '../calls/text.js';

/** How the rules of a file live up to their examples. */
export interface ExampleReport {
  readonly file: string;
  readonly examples: number;
  /** Rules that have no example of what counts. */
  readonly untested: readonly string[];
  readonly failing: readonly FailedExample[];
}

/** An example that does not turn out as it should, with its place in the file. */
export interface FailedExample extends PlacedExample {
  /** Why it does not turn out as it should, one sentence for each reason. */
  readonly why: readonly string[];
}

/** Runs the examples of a file's rules through the engine. */
export function testExamples(file: string, rules: CompiledPack, placed: readonly PlacedExample[]): ExampleReport {
  const failing = failingExamples(rules);
  // Nearly always there is nothing to explain.
  const explain = failing.length === 0 ? () => [] : createExplainer(rules.pack);
  const why = ({ id, example, said }: FailingExample) => {
    const parts = explain([example]).filter((part) => part.kind !== 'event' && part.id === id);
    return said ? parts.flatMap(whyNotSaid) : parts.flatMap(whySaid);
  };
  const tested = new Set(placed.filter(({ said }) => said).map(({ id }) => id));
  return {
    file,
    examples: placed.length,
    untested: [...rules.pack.disclosures, ...rules.pack.prohibited].flatMap(({ id }) => (tested.has(id) ? [] : id)),
    failing: failing.flatMap((failed) => {
      const isIt = ({ id, example, said }: PlacedExample) =>
        id === failed.id && example === failed.example && said === failed.said;
      const place = placed.find(isIt);
      return place === undefined ? [] : [{ ...place, why: why(failed) }];
    }),
  };
}

function whyNotSaid(part: RuleExplanation): string[] {
  if (isSaid(part)) return [];
  const { element, phrases, nearest } = part;
  const missing = element === undefined ? '' : `the element \`${element}\` is missing: `;
  if (phrases.length === 0)
    return [`${missing}no phrase matches${nearest === undefined ? '' : `; ${nearMissText(nearest)}`}`];
  return phrases.map((phrase) => missing + phraseMatchText(phrase));
}

function whySaid({ phrases }: RuleExplanation): string[] {
  return phrases.filter(({ voidedBy }) => voidedBy.length === 0).map(phraseMatchText);
}
