import type { compareResults, Judged } from '@cueline/operate/backtest';
import type { Pack } from '@cueline/rules';
import type { Call } from '@cueline/simulator/calls';
import type { Comparison, RuleChange } from '../contract/analysis.js';
import { stretchOf } from './stretch-of.js';

/** Most calls that are shown of each rule. */
const MOST_EXAMPLES = 20;

interface Growing extends Omit<RuleChange, 'moves'> {
  readonly moves: Map<string, RuleChange['moves'][number]>;
}

/** What changes, rule by rule: those that change most first. */
export function ruleChanges(
  { changes, changedCalls, cues }: ReturnType<typeof compareResults>,
  calls: readonly Call[],
  packs: readonly Pack[],
): Comparison {
  const callOf = new Map(calls.map((call) => [call.interactionId, call]));
  const rules = new Map<string, Growing>();
  for (const { id, interactionId, old, new: now } of changes) {
    const rule: Growing = rules.get(id) ?? { ...nameOf(id, packs), moves: new Map(), examples: [] };
    rules.set(id, rule);
    const [from, to] = [verdictText(old), verdictText(now)];
    const move = rule.moves.get(`${from} ${to}`) ?? { from, to, calls: 0 };
    rule.moves.set(`${from} ${to}`, { ...move, calls: move.calls + 1 });
    if (rule.examples.length >= MOST_EXAMPLES) continue;
    const evidence = (now.evidence.length > 0 ? now : old).evidence.at(-1);
    rule.examples.push({ from, to, ...stretchOf(interactionId, callOf.get(interactionId), evidence) });
  }
  const listed = Array.from(rules.values(), ({ moves, ...rule }) => ({
    ...rule,
    moves: [...moves.values()].toSorted((a, b) => b.calls - a.calls),
  }));
  const size = ({ moves }: RuleChange) => moves.reduce((sum, { calls: count }) => sum + count, 0);
  return { changes: listed.toSorted((a, b) => size(b) - size(a)), changedCalls, cues };
}

const verdictText = ({ verdict }: Judged): string => verdict ?? 'none';

/** What a rule is called by the first pack that has it. */
export function nameOf(rule: string, packs: readonly Pack[]): Pick<RuleChange, 'rule' | 'title' | 'list'> {
  for (const { disclosures, prohibited } of packs) {
    const disclosure = disclosures.find(({ id }) => id === rule);
    if (disclosure !== undefined) return { rule, title: disclosure.title, list: 'disclosure' };
    const phrase = prohibited.find(({ id }) => id === rule);
    if (phrase !== undefined) return { rule, title: phrase.title, list: 'prohibited' };
  }
  return { rule, title: rule, list: 'disclosure' };
}
