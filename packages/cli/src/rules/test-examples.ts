import { createExplainer, failingExamples, isSaid, type CompiledPack, type RuleExplanation } from '@cueline/rules';
import { phraseMatchText } from './phrase-text.js';

/** How the rules of a file live up to their examples. */
export interface ExampleReport {
  readonly file: string;
  readonly examples: number;
  /** Rules that have no example of what counts. */
  readonly untested: readonly string[];
  readonly failing: readonly FailedExample[];
}

export interface FailedExample {
  readonly id: string;
  readonly example: string;
  /** Whether it should count. */
  readonly said: boolean;
  /** Why it does not, or does; a sentence each. */
  readonly why: readonly string[];
}

/** Runs the examples of a pack through the engine. */
export function testExamples(file: string, rules: CompiledPack): ExampleReport {
  const failing = failingExamples(rules);
  const all = [...rules.pack.disclosures, ...rules.pack.prohibited];
  // Nearly always there is nothing to explain.
  const explain = failing.length === 0 ? () => [] : createExplainer(rules.pack);
  return {
    file,
    examples: all.reduce((sum, { examples }) => sum + examples.said.length + examples.notSaid.length, 0),
    untested: all.filter(({ examples }) => examples.said.length === 0).map(({ id }) => id),
    failing: failing.map((failed) => {
      const parts = explain([failed.example]).filter(({ kind, id }) => kind !== 'event' && id === failed.id);
      return { ...failed, why: failed.said ? parts.flatMap(whyNotSaid) : parts.flatMap(whySaid) };
    }),
  };
}

function whyNotSaid(part: RuleExplanation): string[] {
  if (isSaid(part)) return [];
  const { element, phrases } = part;
  const missing = element === undefined ? '' : `the element \`${element}\` is missing: `;
  if (phrases.length === 0) return [`${missing}no phrase matches`];
  return phrases.map((phrase) => missing + phraseMatchText(phrase));
}

function whySaid({ phrases }: RuleExplanation): string[] {
  return phrases.filter(({ voidedBy }) => voidedBy === undefined).map(phraseMatchText);
}
