import Table from 'cli-table3';
import type { Pack, Verdict } from '@cueline/rules';
import type { CallResult } from './backtest-call.js';

/** Verdicts as columns, in this order; those that no call has are left out. */
const kinds = ['satisfied', 'late', 'missed', 'undecided', 'not_required'] as const satisfies Verdict['kind'][];

/** What became of each rule in all calls, as a person reads it. */
export function summaryTable(results: readonly CallResult[], { disclosures, prohibited }: Pack): string {
  const cuedIn = (id: string) => results.filter(({ cues }) => cues.some(({ items }) => items.includes(id))).length;
  const judged = (id: string, kind: Verdict['kind']) =>
    results.filter((result) => result.disclosures[id]?.verdict === kind).length;
  const shown = kinds.filter((kind) => disclosures.some(({ id }) => judged(id, kind) > 0));
  const cues = results.reduce((sum, result) => sum + result.cues.length, 0);

  const owed = tableOf(['disclosure', ...shown.map((kind) => kind.replace('_', ' ')), 'calls cued']);
  for (const { id } of disclosures) owed.push([id, ...shown.map((kind) => judged(id, kind)), cuedIn(id)]);
  const forbidden = tableOf(['prohibited', 'times said', 'calls', 'calls cued']);
  for (const { id } of prohibited) {
    const said = results.map((result) => result.prohibited.filter((one) => one.id === id).length);
    forbidden.push([id, said.reduce((sum, times) => sum + times, 0), said.filter(Boolean).length, cuedIn(id)]);
  }
  return [
    ...(disclosures.length === 0 ? [] : [owed.toString()]),
    ...(prohibited.length === 0 ? [] : [forbidden.toString()]),
    `${results.length} calls, ${cues} cues`,
  ].join('\n');
}

/** A table of figures behind names. */
export function tableOf(head: readonly string[]): Table.Table {
  const colAligns = head.map((_, column) => (column === 0 ? ('left' as const) : ('right' as const)));
  return new Table({ head: [...head], colAligns, style: { head: [], border: [], compact: true } });
}
