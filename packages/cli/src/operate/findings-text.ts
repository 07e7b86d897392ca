import Table from 'cli-table3';
import type { Finding } from './finding.js';

export interface FindingsTextOptions {
  readonly wrong: readonly Finding[];
  readonly notes: readonly string[];
  /** Width of the terminal, if there is one; lines are broken to fit. */
  readonly columns: number | undefined;
}

const BARE = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right', 'left', 'left-mid']
    .concat(['mid', 'mid-mid', 'right', 'right-mid', 'middle'])
    .map((name) => [name, '']),
);
const MARK_COLUMNS = 2;
const MIN_COLUMNS = 40;

/** What is wrong, with what to do about it, and what else should be known. */
export function findingsText({ wrong, notes, columns }: FindingsTextOptions): string {
  const lines = [
    ...wrong.flatMap(({ what, remedy }) => [['!', what], ...(remedy === undefined ? [] : [[' ', remedy]])]),
    ...(wrong.length === 0 ? [[' ', 'nothing is wrong']] : []),
    ...notes.map((note) => ['-', note]),
  ];
  if (columns === undefined || columns < MIN_COLUMNS) return lines.map(([mark, text]) => `${mark} ${text}`).join('\n');
  const table = new Table({
    chars: BARE,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: [MARK_COLUMNS, columns - MARK_COLUMNS],
    wordWrap: true,
  });
  table.push(...lines);
  return table.toString().replaceAll(/ +$/gm, '');
}
