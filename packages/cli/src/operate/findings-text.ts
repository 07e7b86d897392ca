import type { Finding } from './finding.js';
import { wrapText } from '../host/wrap-text.js';

export interface FindingsTextOptions {
  readonly wrong: readonly Finding[];
  readonly notes: readonly string[];
  /** Width of the terminal, if there is one; lines are broken to fit. */
  readonly columns: number | undefined;
}

/** What is wrong, with what to do about it, and what else should be known. */
export function findingsText({ wrong, notes, columns }: FindingsTextOptions): string {
  return [
    ...wrong.flatMap(({ what, remedy }) => [
      wrapText('!', what, columns),
      ...(remedy === undefined ? [] : [wrapText(' ', remedy, columns)]),
    ]),
    ...(wrong.length === 0 ? ['nothing is wrong'] : []),
    ...notes.map((note) => wrapText('-', note, columns)),
  ].join('\n');
}
