import type { Pack, Verdict } from '@cueline/rules';
import type { CallResult } from '@cueline/operate/backtest';
import { figureTable } from '../host/plain-table.js';

/** Verdicts as columns, in this order; those that no call has are left out. */
const kinds = [
  'satisfied',
  'late',
  'wrong',
  'declined',
  'unanswered',
  'missed',
  'unclear',
  'undecided',
  'not_required',
] as const satisfies Verdict['kind'][];

/** What became of each rule in all calls, as a person reads it. */
export function summaryTable(results: readonly CallResult[], { disclosures, prohibited }: Pack): string {
  const cuedIn = (id: string) => results.filter(({ cues }) => cues.some(({ items }) => items.includes(id))).length;
  const judged = (id: string, kind: Verdict['kind']) =>
    results.filter((result) => result.disclosures[id]?.verdict === kind).length;
  const shown = kinds.filter((kind) => disclosures.some(({ id }) => judged(id, kind) > 0));
  const cues = results.reduce((sum, result) => sum + result.cues.length, 0);

  const owed = disclosures.map(({ id }) => [id, ...shown.map((kind) => judged(id, kind)), cuedIn(id)]);
  const forbidden = prohibited.map(({ id }) => {
    const said = results.map((result) => result.prohibited.filter((one) => one.id === id).length);
    return [id, said.reduce((sum, times) => sum + times, 0), said.filter(Boolean).length, cuedIn(id)];
  });
  const owedHead = ['disclosure', ...shown.map((kind) => kind.replace('_', ' ')), 'calls cued'];
  return [
    ...(owed.length === 0 ? [] : [figureTable(owedHead, owed), '']),
    ...(forbidden.length === 0
      ? []
      : [figureTable(['prohibited', 'times said', 'calls', 'calls cued'], forbidden), '']),
    `${counted(results.length, 'call')}, ${counted(cues, 'cue')}`,
  ].join('\n');
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
