import { createExplainer, isSaid, type ExplainedPhrase, type NearMiss, type RuleExplanation } from '@cueline/rules';
import { plainText } from '@cueline/shared';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { requireRules } from '../calls/read-rules.js';
import { nearMissText, phraseMatchText } from '@cueline/operate/text';

export interface ExplainFlags {
  readonly rules: string;
  readonly json: boolean;
}

/**
 * Prints which rules match some words and in which place, and which nearly match; returns the exit code.
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
  const explained = createExplainer(pack)(speech.map(plainText));
  const matching = explained.filter(({ phrases }) => phrases.length > 0);
  const near = explained.filter(({ nearest }) => nearest !== undefined);
  if (json) print(JSON.stringify([...matching, ...near], undefined, 2));
  else
    print([...(matching.length === 0 ? ['no rule matches'] : []), ...[...matching, ...near].map(ruleText)].join('\n'));
  return ExitCode.ok;
}

function ruleText(rule: RuleExplanation): string {
  const { kind, id, element, speaker, phrases, nearest } = rule;
  const name = `${kind} ${id}${element === undefined ? '' : `, element \`${element}\``}`;
  const by = speaker === 'any' ? 'whoever says it' : `said by the ${speaker}`;
  if (nearest !== undefined) return `${name}: nearly\n    ${nearMissText(nearest)} (${placeText(nearest)})`;
  return [
    `${name}: ${isSaid(rule) ? `counts, ${by}` : 'does not count'}`,
    ...phrases.map((phrase) => `    ${phraseMatchText(phrase)} (${placeText(phrase)})`),
  ].join('\n');
}

/** The place of the words, counted from 1 as people do. */
function placeText({ from, to }: Pick<ExplainedPhrase | NearMiss, 'from' | 'to'>): string {
  const first = `word ${from.word + 1}`;
  if (from.segment !== to.segment)
    return `${first} of segment ${from.segment + 1} to word ${to.word + 1} of ${to.segment + 1}`;
  const words = from.word === to.word ? first : `words ${from.word + 1} to ${to.word + 1}`;
  return to.segment === 0 ? words : `${words} of segment ${to.segment + 1}`;
}
