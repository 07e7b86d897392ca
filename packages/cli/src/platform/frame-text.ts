import type { ExplainedField, ExplainedFrame, ExplainedRecord, Frame } from '@cueline/shared';
import type { Colors } from 'picocolors/types.js';
import { countOf } from '../host/count-of.js';
import { plainTable } from '../host/plain-table.js';
import { printable } from '../host/printable.js';
import { wrapText } from '../host/wrap-text.js';

/** A line of a capture, and how its frame is read; undefined if it holds no frame. */
export interface TriedFrame {
  readonly line: number;
  readonly explained: ExplainedFrame | undefined;
}

export interface Look {
  readonly columns: number;
  readonly colors: Colors;
  /** Where the platform's file says that fields lie. */
  readonly places: Readonly<Record<string, unknown>>;
}

/** What records are, in the order in which it is said. */
const KINDS: Readonly<Record<Frame['kind'], string>> = {
  segment: 'speech',
  wordless: 'speech without words',
  interim: 'speech, not final',
  end: 'the call has ended',
  control: 'of another type',
  bad: 'cannot be read',
};
/** The same, counted. */
const COUNTED: Readonly<Record<Frame['kind'], string>> = {
  segment: 'of speech',
  wordless: 'without words',
  interim: 'not final',
  end: 'that end a call',
  control: 'of another type',
  bad: 'that cannot be read',
};
const OF_NO_USE = 'of no use';
const INDENT = 5;
const NAME_WIDTH = 15;
/** A value takes this share of what is left of a line beside the name. */
const VALUE_SHARE = 0.4;
const MOST_FROM = 4;

/** A frame, record by record and field by field. */
export function frameLines({ line, explained }: TriedFrame, look: Look): string[] {
  const { colors } = look;
  const number = colors.dim(String(line).padStart(INDENT - 2));
  if (explained === undefined) return [`${number}  ${colors.red('no JSON object, and no form')}`];
  const { records } = explained;
  if (records.length === 0) return [`${number}  ${colors.dim(OF_NO_USE)}`];
  return records.flatMap((record, at) => recordLines(at === 0 ? number : ' '.repeat(INDENT - 2), record, look));
}

function recordLines(number: string, record: ExplainedRecord, look: Look): string[] {
  const { colors } = look;
  const { frame, fields } = record;
  const title = KINDS[frame.kind];
  if (frame.kind === 'control') {
    const type = frame.type === undefined ? 'without a type' : `${title}: ${printable(frame.type)}`;
    return [`${number}  ${colors.yellow(type)}`];
  }
  const heading = frame.kind === 'bad' ? colors.red(`${title}: ${reasonText(frame.reason)}`) : colors.bold(title);
  const shown = fields.filter(({ name, from }) => name !== 'type' && from.length > 0);
  const rows = shown.flatMap((field) => fieldLines(field, frame, look));
  return [`${number}  ${heading}`, ...rows, ...missingLines(frame, look), ''];
}

const reasonText = (reason: string): string => reason.replaceAll('_', ' ');

/** Where that was looked for which a bad record lacks. */
function missingLines(frame: Frame, { places, colors, columns }: Look): string[] {
  const [, name = ''] = frame.kind === 'bad' ? (/^missing_(\w+)$/.exec(frame.reason) ?? []) : [];
  if (name === '') return [];
  return columnsOf(name, colors.red('not there'), 'not there'.length, pathsOf(places[name]), columns, colors);
}

function fieldLines({ name, value, from }: ExplainedField, frame: Frame, look: Look): string[] {
  const { columns, colors } = look;
  const read = readAs(name, value, frame);
  const text = cut(printable(read.text), columns - INDENT - NAME_WIDTH);
  const paths = [...new Set(from.map(({ path }) => path.replaceAll(/\[\d+\](?=.*\[\d+\])|\[\d+\]$/g, '[*]')))];
  const unique = [...new Set(from.length > 1 ? from.map(({ path }) => path.replaceAll(/\[\d+\]/g, '[*]')) : paths)];
  const more = unique.length > MOST_FROM ? [`and ${unique.length - MOST_FROM} more`] : [];
  return columnsOf(
    name,
    read.isUsable ? text : colors.yellow(text),
    text.length,
    [...unique.slice(0, MOST_FROM), ...more],
    columns,
    colors,
  );
}

const valueWidth = (columns: number): number => Math.floor((columns - INDENT - NAME_WIDTH) * VALUE_SHARE);

/** A name, a value, and paths below one another. */
function columnsOf(
  name: string,
  value: string,
  valueLength: number,
  paths: readonly string[],
  columns: number,
  colors: Colors,
): string[] {
  const width = valueWidth(columns);
  const room = columns - INDENT - NAME_WIDTH - width - 2;
  const broken = paths.flatMap((path) => breakPath(path, room));
  const first = `${' '.repeat(INDENT)}${name.padEnd(NAME_WIDTH)}${value}`;
  const blank = ' '.repeat(INDENT + NAME_WIDTH + width);
  const beside = valueLength > width ? undefined : `${first}${' '.repeat(width - valueLength)}`;
  const lines = broken.map((path, at) => `${at === 0 && beside !== undefined ? beside : blank}  ${colors.dim(path)}`);
  return beside === undefined || broken.length === 0 ? [first, ...lines] : lines;
}

/** Breaks a path before a dot, so that each part fits. */
function breakPath(path: string, room: number): string[] {
  const lines: string[] = [];
  for (const part of printable(path).split(/(?=\.)/)) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(part);
    else if (last.length + part.length <= room) lines[lines.length - 1] = last + part;
    else lines.push(`  ${part}`);
  }
  return lines;
}

/** What is made of a value. */
function readAs(name: ExplainedField['name'], value: unknown, frame: Frame): { text: string; isUsable: boolean } {
  const own = typeof value === 'object' ? pairsText(value) : textOf(value);
  if (frame.kind !== 'segment') return { text: own, isUsable: true };
  const { segment, unknownSpeaker, unusable } = frame;
  if (unusable.some((one) => one === name)) return { text: `cannot be read: ${own}`, isUsable: false };
  if (name === 'speaker') {
    const text = own === segment.speaker ? own : `${segment.speaker}, from ${own}`;
    return { text, isUsable: unknownSpeaker === undefined };
  }
  const ms = name === 'startTime' ? segment.startMs : name === 'endTime' ? segment.endMs : undefined;
  if (ms !== undefined) return { text: new Date(ms).toISOString(), isUsable: true };
  if (name === 'confidence') return { text: String(Number(segment.confidence.toFixed(4))), isUsable: true };
  return { text: name === 'attributes' ? pairsText(segment.attributes ?? {}) : own, isUsable: true };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

const pairsText = (value: unknown): string =>
  Object.entries(value ?? {})
    .map(([name, each]) => `${name} ${textOf(each)}`)
    .join(', ');

const cut = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, width - 1)}…`);

function pathsOf(place: unknown): string[] {
  if (typeof place === 'string') return [place];
  if (Array.isArray(place)) return place.map(String);
  return typeof place === 'object' && place !== null && 'join' in place ? pathsOf(place.join) : [];
}

/** How many frames are what, which fields were never there, and what was not used. */
export function summaryLines(tried: readonly TriedFrame[], look: Look): string[] {
  const { colors } = look;
  const records = tried.flatMap(({ explained }) => explained?.records ?? []);
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const { explained } of tried) {
    if (explained === undefined) count('no frame');
    else if (explained.records.length === 0) count(OF_NO_USE);
    else for (const { frame } of explained.records) count(COUNTED[frame.kind]);
  }
  const order = [...Object.values(COUNTED), OF_NO_USE, 'no frame'];
  const kinds = order.flatMap((kind) => (counts.has(kind) ? [`${counts.get(kind)} ${kind}`] : []));
  return [
    `${colors.bold(countOf(tried.length, 'frame'))}: ${kinds.join(', ')}`,
    ...neverThere(records, look),
    ...unusedLines(tried, look),
  ];
}

/** Fields that the file places and that no speech had. */
function neverThere(records: readonly ExplainedRecord[], { places, columns }: Look): string[] {
  const speech = records.filter(({ frame: { kind } }) => kind === 'segment');
  const there = new Set<string>(speech.flatMap(({ fields }) => fields.map(({ name }) => name)));
  const isDerived = (name: string) => name === 'isPartial' || name === 'duration';
  const never = Object.keys(places).filter((name) => !there.has(name) && !isDerived(name));
  if (speech.length === 0 || never.length === 0) return [];
  const names = never.map((name) => `${name} (${pathsOf(places[name]).join(', ')})`);
  return [wrapText('never there:', names.join(', '), columns)];
}

function unusedLines(tried: readonly TriedFrame[], { colors, columns }: Look): string[] {
  const found = new Map<string, { frames: number; example: string }>();
  for (const { explained } of tried) {
    for (const { path, value } of explained?.unused ?? []) {
      const known = found.get(path);
      if (known === undefined) found.set(path, { frames: 1, example: textOf(value) });
      else known.frames += 1;
    }
  }
  if (found.size === 0) return [];
  const longest = Math.max(...[...found.keys()].map((path) => path.length));
  const pathWidth = Math.min(longest, Math.floor(columns / 2));
  const rows = [...found].flatMap(([path, { frames, example }]) => {
    const [first = '', ...rest] = breakPath(path, pathWidth);
    const shown = cut(printable(example).replaceAll('\n', ' '), Math.max(10, columns - pathWidth - 14));
    return [[`  ${first}`, frames, shown], ...rest.map((part) => [`  ${part}`, '', ''])];
  });
  const table = plainTable(['not used', 'frames', 'for example'], rows, (column) => (column === 1 ? 'right' : 'left'));
  const [head = '', ...lines] = table.split('\n');
  return ['', colors.bold(head), ...lines.map((line) => colors.dim(line))];
}
