import { CsvError, parse } from 'csv-parse/sync';

const DELIMITERS = [',', ';', '\t', '|'];

/** The line with which Excel says what stands between columns: `sep=;`. */
const SEPARATOR_LINE = /^\s*"?sep=(.)"?[ \t]*(?:\r\n|\n|\r)/i;

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
  const header = headerOf(text);
  return DELIMITERS.find((delimiter) => isHeader(namesIn(header, delimiter)));
}

/** The names in the first line of a text, if it looks like the header of a table: several, in as many columns as below. */
export function likelyHeader(text: string): string[] | undefined {
  const [header = '', row = ''] = text.replace(SEPARATOR_LINE, '').trimStart().split(/\r?\n/, 2);
  const delimiter = DELIMITERS.find((one) => header.includes(one) && row.includes(one));
  const names = delimiter === undefined ? [] : namesIn(header, delimiter);
  return names.length > 1 && names.every((name) => /^[\p{L}\p{N} _.()#-]{1,40}$/u.test(name)) ? names : undefined;
}

function headerOf(text: string): string {
  const [header = ''] = text.replace(SEPARATOR_LINE, '').trimStart().split(/\r?\n/, 1);
  return header;
}

const namesIn = (header: string, delimiter: string): string[] =>
  header.split(delimiter).map((name) => name.trim().replaceAll('"', ''));

/** Reads CSV with a header. */
export function readTable(text: string, delimiter: string): Table {
  try {
    let header: readonly string[] = [];
    const records: { record: Record<string, string>; info: { lines: number } }[] = parse(text, {
      columns: (names: string[]) => (header = names.map((name) => name.trim())),
      bom: true,
      delimiter,
      from_line: SEPARATOR_LINE.test(text) ? 2 : 1,
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
