import { countOf } from '../host/count-of.js';
import { closest, type Pack } from '@cueline/rules';
import type { Labels } from './labels.js';

const MOST_NAMED = 5;

/** The names of a pack's rules. */
export const ruleIdsOf = ({ disclosures, prohibited }: Pack): string[] =>
  [...disclosures, ...prohibited].map(({ id }) => id);

/** What in labels names no rule, or no call that is recorded: it does not count, and may be a mistake. */
export function labelNotes(labels: Labels, rules: readonly string[], interactionIds: readonly string[]): string[] {
  const labelled = [...new Set(Object.values(labels).flatMap((decisions) => Object.keys(decisions)))];
  const strangeRules = labelled.filter((id) => !rules.includes(id));
  const recorded = new Set(interactionIds);
  const strangeCalls = Object.keys(labels).filter((id) => !recorded.has(id));
  return [
    ...strangeRules.map((id) => `no rule is named ${id}${hint(closest(id, rules))}: its labels do not count`),
    ...(strangeCalls.length === 0
      ? []
      : [`not recorded here, though labelled: ${some(strangeCalls, (id) => id + spelling(id, interactionIds))}`]),
  ];
}

/** The labels of these rules. */
export function labelsOfRules(labels: Labels, rules: readonly string[]): Labels {
  const entries = Object.entries(labels).map(([interactionId, decisions]) => {
    return [interactionId, Object.fromEntries(Object.entries(decisions).filter(([id]) => rules.includes(id)))] as const;
  });
  return Object.fromEntries(entries);
}

const hint = (meant: string | undefined) => (meant === undefined ? '' : ` (did you mean ${meant}?)`);

/** The ids of calls are alike by nature: only one that differs in case or marks may be meant. */
function spelling(id: string, known: readonly string[]): string {
  const fold = (name: string) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return hint(known.find((one) => fold(one) === fold(id)));
}

function some(names: readonly string[], show: (name: string) => string): string {
  const left = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).map(show).join(', ') + (left > 0 ? ` and ${countOf(left, 'other')}` : '');
}
