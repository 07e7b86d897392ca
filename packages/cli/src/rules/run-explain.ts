import { createExplainer, isSaid, type ExplainedPhrase, type RuleExplanation } from '@cueline/rules';
import { ExitCode } from '../exit-code.js';
import type { Host } from '../host.js';
import { requireRules } from '../read-rules.js';
import { phraseMatchText } from './phrase-text.js';

export interface ExplainFlags {
  readonly rules: string;
  readonly json: boolean;
}

/**
 * Tells which rules match some words, and where; returns the exit code.
 *
 * @param speech texts of successive segments of one speaker, who is taken to be the one who has to say it
 * @throws CommandError
 */
export function runExplain(
  speech: readonly string[],
  { rules: file, json }: ExplainFlags,
  { print }: Pick<Host, 'print'>,
): number {
  const { pack } = requireRules(file);
  const matching = createExplainer(pack)(speech).filter(({ phrases }) => phrases.length > 0);
  if (json) print(JSON.stringify(matching, undefined, 2));
  else print(matching.length === 0 ? 'no rule matches' : matching.map(ruleText).join('\n'));
  return ExitCode.ok;
}

function ruleText(rule: RuleExplanation): string {
  const { kind, id, element, speaker, phrases } = rule;
  const name = `${kind} ${id}${element === undefined ? '' : `, element \`${element}\``}`;
  const by = speaker === 'any' ? 'whoever says it' : `said by the ${speaker}`;
  return [
    `${name}: ${isSaid(rule) ? `counts, ${by}` : 'does not count'}`,
    ...phrases.map((phrase) => `    ${phraseMatchText(phrase)} (${placeText(phrase)})`),
  ].join('\n');
}

/** Counted from 1, as people do. */
function placeText({ from, to }: Pick<ExplainedPhrase, 'from' | 'to'>): string {
  const first = `word ${from.word + 1}`;
  if (from.segment !== to.segment)
    return `${first} of segment ${from.segment + 1} to word ${to.word + 1} of ${to.segment + 1}`;
  const words = from.word === to.word ? first : `words ${from.word + 1} to ${to.word + 1}`;
  return to.segment === 0 ? words : `${words} of segment ${to.segment + 1}`;
}
