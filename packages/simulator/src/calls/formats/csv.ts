import type { CallFormat } from '../call-format.js';
import { delimiterOf, likelyHeader, readTable } from '../table.js';
import { findColumns } from './columns.js';
import { sayRow } from './rows.js';

/** CSV, or TSV, with a header that names the columns. */
export const csv: CallFormat = {
  name: 'CSV with a header that names the speaker and the text',
  recognise: (sample) => delimiterOf(sample, isHeader) !== undefined,
  read(file, sink) {
    const text = file.text();
    const table = readTable(text, delimiterOf(text, isHeader) ?? ',');
    if (!table.ok) return sink.refuse(`${file.path}:${table.line}`, `not CSV: ${table.reason}`);
    const columns = findColumns(table.header);
    const known = new Set(Object.values(columns).map(({ name }) => name));
    // what else an export says of the call, rules may ask for
    const others = table.header.filter((name) => name !== '' && !known.has(name));
    for (const { fields, line } of table.rows) {
      const attributes = others.flatMap((name) => (fields[name] ? [[name, fields[name]] as const] : []));
      sayRow(fields, columns, attributes, sink, `${file.path}:${line}`);
    }
  },
};

/** What a table is that CSV is not recognised in: its columns, and which of them is missing. */
export function tableWithoutSpeech(sample: string): string | undefined {
  const names = likelyHeader(sample);
  if (names === undefined) return undefined;
  const { speaker, text } = findColumns(names);
  const missing = [
    ...(speaker === undefined ? ['who speaks (name it speaker)'] : []),
    ...(text === undefined ? ['what was said (name it text)'] : []),
  ];
  return `a table with the columns ${names.join(', ')}, and none for ${missing.join(' or ')}`;
}

function isHeader(names: readonly string[]): boolean {
  const { speaker, text } = findColumns(names);
  return speaker !== undefined && text !== undefined;
}
