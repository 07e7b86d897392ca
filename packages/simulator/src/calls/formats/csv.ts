import { roleOf } from '@cueline/shared';
import type { CallFormat } from '../call-format.js';
import { delimiterOf, likelyHeader, readTable } from '../table.js';
import { findColumns, speakerColumns } from './columns.js';
import { sayRow } from './rows.js';

type IsRole = (name: string) => boolean;

/** CSV, or TSV, with a header that names the columns: one of the speaker and one of the text, or one for each speaker. */
export const csv: CallFormat = {
  name: 'CSV with a header that names the speaker and the text',
  recognise(sample, isRole) {
    if (delimiterOf(sample, isNarrow) !== undefined) return true;
    const delimiter = delimiterOf(sample, (names) => isWide(names, isRole));
    return delimiter !== undefined && holdsSpeech(sample, delimiter, isRole);
  },
  read(file, sink) {
    const text = file.text();
    const isRole: IsRole = (name) => roleOf(name, file.frames) !== undefined;
    const isHeader = (names: readonly string[]) => isNarrow(names) || isWide(names, isRole);
    const table = readTable(text, delimiterOf(text, isHeader) ?? ',');
    if (!table.ok) return sink.refuse(`${file.path}:${table.line}`, `not CSV: ${table.reason}`);
    const wide = isNarrow(table.header) ? [] : speakerColumns(table.header, isRole);
    const ofSpeakers = new Set(wide.map(({ name }) => name));
    const header = [
      ...table.header.filter((name) => !ofSpeakers.has(name)),
      ...(wide.length > 0 ? ['speaker', 'text'] : []),
    ];
    const columns = findColumns(header);
    const { role: _, ...read } = columns; // may well say something else of the call
    const known = new Set(Object.values(read).map(({ name }) => name));
    // what else an export says of the call, rules may ask for
    const others = header.filter((name) => name !== '' && !known.has(name));
    for (const { fields, line } of table.rows) {
      const attributes = others.flatMap((name) => (fields[name] ? [[name, fields[name]] as const] : []));
      const said = wide.map(({ name, speaker }) => ({ ...fields, speaker, text: fields[name] }));
      for (const one of wide.length > 0 ? said : [fields])
        sayRow(one, columns, attributes, sink, `${file.path}:${line}`);
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

const isWide = (names: readonly string[], isRole: IsRole): boolean => speakerColumns(names, isRole).length > 1;

function isNarrow(names: readonly string[]): boolean {
  const { speaker, text } = findColumns(names);
  return speaker !== undefined && text !== undefined;
}

/**
 * Whether a table with a column for each speaker is what they said. A list of calls has such columns, too: it names an agent and a
 * customer in each row, in a few words, beside what else is known of the call.
 */
function holdsSpeech(sample: string, delimiter: string, isRole: IsRole): boolean {
  const rows = sample.split('\n').slice(1);
  if (rows.some((line) => line.split(delimiter).some((cell) => cell.trim().split(/\s+/).length >= 5))) return true;
  // the sample of a large file may end within a quoted cell
  const table = readTable(sample, delimiter);
  if (!table.ok) return false;
  const wide = speakerColumns(table.header, isRole).map(({ name }) => name);
  const others = table.header.filter((name) => !wide.includes(name));
  const { start, end, duration, segmentId } = findColumns(others);
  const times = [start, end, duration, segmentId].map((column) => column?.name);
  const isTurn = (cells: readonly string[]) => cells.includes('') && cells.some((cell) => cell !== '');
  const turns = table.rows.filter(({ fields }) => isTurn(wide.map((name) => fields[name] ?? '')));
  // a list may lack the customer here and there
  return others.every((name) => times.includes(name)) || turns.length > table.rows.length / 2;
}
