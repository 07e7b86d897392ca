import type { Colors } from 'picocolors/types.js';
import type { Finding } from '@cueline/operate';
import { wrapText } from '../host/wrap-text.js';

export interface FindingsTextOptions {
  readonly wrong: readonly Finding[];
  readonly notes: readonly string[];
  /** Width of the terminal, if there is one; lines are broken to fit. */
  readonly columns: number | undefined;
  readonly colors: Colors;
}

/** What is wrong, with what to do about it, and what else should be known. */
export function findingsText({ wrong, notes, columns, colors }: FindingsTextOptions): string {
  const bold = eachLine(colors.bold);
  return [
    ...wrong.flatMap(({ what, remedy }) => [
      bold(wrapText('!', what, columns)).replace('!', colors.red('!')),
      ...(remedy === undefined ? [] : [wrapText(' ', remedy, columns)]),
    ]),
    ...(wrong.length === 0 ? [colors.green('nothing is wrong')] : []),
    ...notes.map((note) => eachLine(colors.dim)(wrapText('-', note, columns))),
  ].join('\n');
}

const eachLine = (paint: (line: string) => string) => (text: string) => text.split('\n').map(paint).join('\n');
