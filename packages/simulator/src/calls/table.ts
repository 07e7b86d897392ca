import { CsvError, parse } from 'csv-parse/sync';

const DELIMITERS = [',', ';', '\t', '|'];

/** A row of a table, by the names in the header. */
export interface TableRow {
  readonly fields: Readonly<Record<string, string>>;
  /** On which line it ends, from 1. */
  readonly line: number;
}

/** A table whose rows could be read, or what is wrong with it, and on which line. */
export type Table =
  | { readonly ok: true; readonly header: readonly string[]; readonly rows: readonly TableRow[] }
  | { readonly ok: false; readonly line: number; readonly reason: string };

/**
 * Whether a text begins with the header of a table, and what stands between its columns.
 *
 * @param isHeader whether these are the names of columns that are looked for
 */
export function delimiterOf(text: string, isHeader: (names: readonly string[]) => boolean): string | undefined {
  const [header = ''] = text.trimStart().split(/\r?\n/, 1);
  return DELIMITERS.find((delimiter) =>
    isHeader(header.split(delimiter).map((name) => name.trim().replaceAll('"', ''))),
  );
}

/** Reads CSV with a header. */
export function readTable(text: string, delimiter: string): Table {
  try {
    let header: readonly string[] = [];
    const records: { record: Record<string, string>; info: { lines: number } }[] = parse(text, {
      columns: (names: string[]) => (header = names.map((name) => name.trim())),
      bom: true,
      delimiter,
      relax_column_count_less: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
    });
    return { ok: true, header, rows: records.map(({ record, info }) => ({ fields: record, line: info.lines })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, line: Number(error['lines'] ?? 1), reason: error.message };
  }
}
