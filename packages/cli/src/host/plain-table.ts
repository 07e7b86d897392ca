import Table from 'cli-table3';

/** No lines, and two spaces between columns: these tables are wide. */
export const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

type Cell = string | number;

/** A table of texts. */
export function textTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return plainTable(head, rows, () => 'left');
}

/** A table of figures behind names. */
export function figureTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return plainTable(head, rows, (column) => (column === 0 ? 'left' : 'right'));
}

/** A table whose columns are each aligned as told. */
export function plainTable(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  align: (column: number) => 'left' | 'right',
): string {
  const style = { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 };
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, column) => align(column)),
    chars: NO_LINES,
    style,
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
