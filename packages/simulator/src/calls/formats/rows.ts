import { plainName } from '@cueline/shared';
import type { CallSink } from '../call-format.js';
import { findColumns, type Column, type FoundColumn } from './columns.js';
import { parseTime } from './parse-time.js';

type Fields = Readonly<Record<string, unknown>>;
type Columns = Partial<Record<Column, FoundColumn>>;

/** Whether a JSON object is a line of a transcript: what somebody said, or the end of a call with its time. */
export function isRow(fields: Fields): boolean {
  const { speaker, text } = findColumns(Object.keys(fields));
  return (speaker !== undefined && text !== undefined) || 'startMs' in fields || 'endMs' in fields;
}

/** Reads a line of a transcript as JSON. */
export function readRow(fields: Fields, sink: CallSink, place: string): void {
  if (isEnd(fields)) return readEnd(fields, sink, place);
  const attributes = fields['attributes'];
  const scalars = typeof attributes === 'object' && attributes !== null ? Object.entries(attributes) : [];
  sayRow(fields, findColumns(Object.keys(fields)), scalars, sink, place);
}

/** Says what a row holds, whose fields are in these columns. */
export function sayRow(
  fields: Fields,
  columns: Columns,
  attributes: readonly (readonly [string, unknown])[],
  sink: CallSink,
  place: string,
): void {
  const mistakes: string[] = [];
  const valueOf = (column: Column): unknown => {
    const name = columns[column]?.name;
    const value = name === undefined ? undefined : fields[name];
    const isEmpty = isSpoken(column) ? value === '' : typeof value === 'string' && NOTHING.test(value);
    return value === null || isEmpty ? undefined : value;
  };
  const nameOf = (column: Column) => columns[column]?.name ?? column;
  const textOf = (column: Column, isRequired: boolean): string | undefined => {
    const value = valueOf(column);
    if (isScalar(value)) return String(value);
    if (value !== undefined) mistakes.push(`${nameOf(column)} should be a text`);
    else if (isRequired) mistakes.push(`${nameOf(column)} is missing`);
    return undefined;
  };
  const timeOf = (column: 'start' | 'end' | 'duration') => {
    const value = valueOf(column);
    const time = value === undefined ? undefined : parseTime(value, columns[column]?.unit);
    if (value !== undefined && time === undefined)
      mistakes.push(`${nameOf(column)} should be a time such as 12.5, 0:12.5 or 2026-11-28T10:00:12Z`);
    return time;
  };
  if ('text' in columns && valueOf('text') === undefined) return;
  const speaker = textOf('speaker', true);
  const text = textOf('text', true);
  const callId = textOf('callId', false);
  const [start, end, duration] = [timeOf('start'), timeOf('end'), timeOf('duration')];
  if (mistakes.length > 0 || speaker === undefined || text === undefined)
    return sink.refuse(place, mistakes.join('; '));
  const [segmentId, role, confidence, language] = (['segmentId', 'role', 'confidence', 'language'] as const).map(
    valueOf,
  );
  sink.say(
    {
      callId,
      segmentId: isScalar(segmentId) ? String(segmentId) : undefined,
      speaker,
      otherName: isScalar(role) ? String(role) : undefined,
      text,
      startMs: start?.ms,
      endMs: end?.ms ?? (start !== undefined && duration !== undefined ? start.ms + duration.ms : undefined),
      timesAreBare: (start ?? end)?.isBare === true,
      confidence: isShare(Number(confidence)) && confidence !== undefined ? Number(confidence) : undefined,
      language: isScalar(language) ? String(language) : undefined,
      attributes: Object.fromEntries(
        attributes.flatMap(([name, value]) => (isScalar(value) ? [[name, String(value)]] : [])),
      ),
    },
    place,
  );
}

function readEnd(fields: Fields, sink: CallSink, place: string): void {
  const { callId, end } = findColumns(Object.keys(fields));
  const id = fields[callId?.name ?? ''];
  const given = fields[end?.name ?? ''] ?? undefined;
  const time = given === undefined ? undefined : parseTime(given, end?.unit);
  if (!isScalar(id)) sink.refuse(place, 'interactionId is missing');
  else if (given !== undefined && time === undefined)
    sink.refuse(place, 'endMs should be the time at which the call ends, in ms since it began');
  else sink.end(String(id), time?.ms);
}

const isEnd = ({ type }: Fields): boolean => typeof type === 'string' && plainName(type) === 'interactionended';
const isSpoken = (column: Column): boolean => column === 'text' || column === 'speaker' || column === 'callId';
/** How exports write that there is nothing; as speech these would be words. */
const NOTHING = /^\s*(?:n\/a|null|none|nan|-+)?\s*$/i;
const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);
const isShare = (number: number) => number >= 0 && number <= 1;
