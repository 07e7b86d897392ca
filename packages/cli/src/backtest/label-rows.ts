import { delimiterOf, readTable } from '@cueline/simulator';

/** A label as a table has it. */
export interface LabelRow {
  readonly interactionId: string;
  readonly rule: string;
  /** The segment in which it was said; true if it was said somewhere; null if it was not said. */
  readonly said: string | true | null;
}

export type LabelRows = { readonly ok: true; readonly rows: LabelRow[] } | { ok: false; line: number; reason: string };

const CALL = ['call', 'callid', 'interaction', 'interactionid', 'contactid', 'conversationid'];
const RULE = ['rule', 'ruleid', 'disclosure', 'id'];
const SEGMENT = ['segment', 'segmentid'];
const SAID = ['said', 'wassaid', 'heard', 'label', 'value'];
const YES = new Set(['yes', 'y', 'true', '1', 'x', 'said', 'ja', 'si', 'sí', 'oui']);
const NO = new Set(['no', 'n', 'false', '0', 'not said', 'nein', 'non', 'null', '-']);

const fold = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, '');
const among = (header: readonly string[], names: readonly string[]) =>
  header.find((name) => names.includes(fold(name)));

/**
 * Reads labels from CSV: a row for each label (`call,rule,segment` or `call,rule,said`), or a row for each call and a column for
 * each rule. Undefined if the text is no such table.
 */
export function readLabelRows(text: string): LabelRows | undefined {
  const delimiter = delimiterOf(text, (header) => header.length > 1 && among(header, CALL) !== undefined);
  if (delimiter === undefined || text.startsWith('{')) return undefined;
  const table = readTable(text, delimiter);
  if (!table.ok) return { ok: false, line: table.line, reason: `not CSV: ${table.reason}` };
  const { header } = table;
  const call = among(header, CALL) ?? '';
  const [rule, segment, said] = [RULE, SEGMENT, SAID].map((names) => among(header, names));
  const rows: LabelRow[] = [];
  for (const { fields, line } of table.rows) {
    const interactionId = fields[call] ?? '';
    if (interactionId === '') return { ok: false, line, reason: `${call} is missing` };
    const cells =
      rule === undefined
        ? header.filter((name) => name !== call).map((name) => ({ rule: name, said: answer(fields[name] ?? '') }))
        : [
            {
              rule: fields[rule] ?? '',
              said: answer(fields[said ?? ''] ?? (segment === undefined ? 'yes' : fields[segment] || 'no')),
            },
          ];
    for (const cell of cells) {
      const place = rule === undefined || segment === undefined ? '' : (fields[segment] ?? '');
      if (cell.said === undefined) continue; // an empty cell says nothing
      rows.push({ interactionId, rule: cell.rule, said: cell.said === null || place === '' ? cell.said : place });
    }
  }
  return { ok: true, rows };
}

/** `yes`, `no`, or the segment. */
function answer(cell: string): LabelRow['said'] | undefined {
  if (cell === '') return undefined;
  if (NO.has(cell.toLowerCase())) return null;
  return YES.has(cell.toLowerCase()) ? true : cell;
}

/** By interaction and rule, what the first row says. */
export function labelsIn(rows: readonly LabelRow[]): Record<string, Record<string, string | true | null>> {
  const labels: Record<string, Record<string, string | true | null>> = {};
  for (const { interactionId, rule, said } of rows) (labels[interactionId] ??= {})[rule] ??= said;
  return labels;
}

/** By interaction and rule, the segments of all rows. */
export function occurrencesIn(rows: readonly LabelRow[]): Record<string, Record<string, string[]>> {
  const occurrences: Record<string, Record<string, string[]>> = {};
  for (const { interactionId, rule, said } of rows) {
    const places = ((occurrences[interactionId] ??= {})[rule] ??= []);
    if (typeof said === 'string') places.push(said);
  }
  return occurrences;
}
