/** One column: its head, and how a row's cell reads. */
export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => string;
}

/** Prints rows one by one under heads, as they come; cells are set to the right. */
export function createTable<Row>(columns: readonly Column<Row>[], print: (line: string) => void) {
  const line = (cells: readonly string[]) =>
    print(cells.map((cell, i) => cell.padStart(Math.max(columns[i]?.head.length ?? 0, 7))).join('  '));
  line(columns.map(({ head }) => head));
  return { add: (row: Row) => line(columns.map(({ cell }) => cell(row))) };
}
