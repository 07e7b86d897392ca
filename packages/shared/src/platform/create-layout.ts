import type { FrameFields } from '../frames/frame-format.js';
import { readBoolean, readText, readTime } from '../frames/frame-values.js';
import type { Layout, PlacedRecord } from '../frames/layout.js';
import { lastName, parsePath, parseText, readPath } from '../frames/read-path.js';
import { plainName } from '../frames/speaker-role.js';
import { parseJson } from '../text/parse-json.js';
import type { Expected, Place, Test, Tests } from './places.js';
import type { Platform } from './platform.js';

/** Finds a value in a record or, if it is not there, in the frame around it. */
type Find = (record: unknown, frame: object) => unknown;
type Holds = (record: unknown, frame: object) => boolean;
type Paths = string | readonly string[];
type Places = { readonly [name in keyof Platform['fields']]?: Platform['fields'][name] | undefined };

const UNIT_MS = { ms: 1, s: 1000 } as const;

/**
 * Compiles what a platform file says into how its frames are laid out.
 *
 * @param elsewhere paths that count before those of the file
 */
export function createLayout(platform: Platform, elsewhere: FrameFields): Layout {
  const { unwrap, records, times, channels } = platform;
  const places: Places = { ...platform.fields, ...elsewhere };
  const type = elsewhere.type ?? platform.type;
  const isIgnored = compileTests(platform.ignore);
  const isEnd = compileTests(platform.end);
  const isInterim = compileTests(platform.interim);
  const isSpeech = compileTests(platform.speech);
  const wrapped = listOf(unwrap).map(parsePath);
  const parts = listOf(records).map(parsePath);
  const fields = compileFields(places, times, channels);
  const typeOf = compilePlace(type);

  const unwrapped = (frame: object): object => {
    for (const path of wrapped) {
      const found = readPath(frame, path);
      const inner = typeof found === 'string' ? unpack(found) : found;
      if (isObject(inner)) return inner;
    }
    return frame;
  };
  const placed = (kind: PlacedRecord['kind'], record: unknown, frame: object, isFinal?: false): PlacedRecord => ({
    kind,
    field(name) {
      if (name === 'type') return typeOf(record, frame);
      return name === 'isFinal' && isFinal === false ? false : fields[name]?.(record, frame);
    },
    ...(record === frame ? {} : { part: record }),
  });
  function place(record: unknown, frame: object): PlacedRecord[] {
    if (isIgnored(record, frame)) return [];
    if (record === frame && isEnd(record, frame)) return [placed('end', record, frame)];
    if (isInterim(record, frame)) return [placed('transcription', record, frame, false)];
    return [placed(isSpeech(record, frame) ? 'transcription' : 'control', record, frame)];
  }
  return {
    place(outer) {
      const frame = unwrapped(outer);
      if (records === undefined) return place(frame, frame);
      const found = parts.map((path) => readPath(frame, path)).find((one) => one !== undefined && one !== null);
      const all: unknown[] = Array.isArray(found) ? found : found === undefined ? [] : [found];
      const placedParts = all.flatMap((part) => place(typeof part === 'string' ? parseText(part) : part, frame));
      if (isEnd(frame, frame)) return [...placedParts, placed('end', frame, frame)];
      return all.length > 0 || isIgnored(frame, frame) ? placedParts : [placed('control', frame, frame)];
    },
    names: (field) => (field === 'type' ? namesIn(type) : namesIn(field === 'attributes' ? undefined : places[field])),
  };
}

type Fields = Partial<Record<keyof FrameFields, Find>>;

function compileFields(places: Places, times: Platform['times'], channels: Platform['channels']): Fields {
  const { startTime, endTime, duration, confidence, isFinal, isPartial, attributes } = places;
  const names = channels === undefined ? undefined : compilePlace(channels);
  const nameOf = compilePlace(places.speaker);
  const startOf = compilePlace(startTime);
  const endOf = compilePlace(endTime);
  const durationOf = compilePlace(duration);
  const originOf = compilePlace(times?.from);
  const unitMs = UNIT_MS[times?.unit ?? 'ms'];
  const moment = (record: unknown, frame: object, offset: number | undefined) => {
    const originMs = readTime(originOf(record, frame));
    return originMs === undefined || offset === undefined ? undefined : Math.round(originMs + offset * unitMs);
  };
  const offsetOf = (find: Find, record: unknown, frame: object) => readOffset(find(record, frame));
  return {
    interactionId: compilePlace(places.interactionId),
    text: compilePlace(places.text, (texts) => texts.map((text) => readText(text) ?? '').join(' ')),
    speaker(record, frame) {
      const name = nameOf(record, frame);
      const map = names?.(record, frame);
      const key = readText(name);
      return isObject(map) && key !== undefined && Object.hasOwn(map, key) ? Reflect.get(map, key) : name;
    },
    isFinal: isPartial === undefined ? compileFlags(isFinal) : compileNegation(isPartial),
    confidence: compilePlace(confidence, meanOf),
    segmentId: compilePlace(places.segmentId),
    language: compilePlace(places.language),
    attributes: compileAttributes(attributes),
    startTime:
      times === undefined ? startOf : (record, frame) => moment(record, frame, offsetOf(startOf, record, frame)),
    endTime:
      times === undefined
        ? endOf
        : (record, frame) => {
            const start = offsetOf(startOf, record, frame);
            const length = offsetOf(durationOf, record, frame);
            const over = start === undefined || length === undefined ? undefined : start + length;
            return moment(record, frame, offsetOf(endOf, record, frame) ?? over);
          },
  };
}

/**
 * Compiles a place.
 *
 * @param merge what becomes of the values of a path with `[*]`; else the first of them counts
 */
export function compilePlace(
  place: Place | undefined,
  merge = (values: readonly unknown[]): unknown => values[0],
): Find {
  if (isJoin(place)) {
    const finds = place.join.map((path) => compilePlace(path));
    return (record, frame) => {
      const texts = finds.map((find) => readText(find(record, frame)));
      return texts.includes(undefined) ? undefined : texts.join(':');
    };
  }
  const paths = listOf(place).map((path) => ({ path: parsePath(path), isEach: path.includes('[*]') }));
  return (record, frame) => {
    let nothing: null | undefined;
    for (const { path, isEach } of paths) {
      const own = readPath(record, path);
      const found = (own === undefined || own === null) && record !== frame ? (readPath(frame, path) ?? own) : own;
      if (found === null) nothing = null;
      else if (found !== undefined) return isEach && Array.isArray(found) ? merge(found) : found;
    }
    return nothing;
  };
}

/** Final if one of them says so; without any, all speech is. */
function compileFlags(paths: Paths | undefined): Find {
  if (paths === undefined) return () => true;
  const finds = listOf(paths).map((path) => compilePlace(path));
  return (record, frame) => {
    const values = finds.map((find) => find(record, frame)).filter((value) => value !== undefined && value !== null);
    return values.some((value) => readBoolean(value) === true)
      ? true
      : (values.find((value) => readBoolean(value) !== false) ?? values[0]);
  };
}

function compileNegation(paths: Place): Find {
  const find = compilePlace(paths);
  return (record, frame) => {
    const value = find(record, frame) ?? false;
    const isPartial = readBoolean(value);
    return isPartial === undefined ? value : !isPartial;
  };
}

/** Compiles where attributes lie; the value is an object of them. */
export function compileAttributes(attributes: Platform['fields']['attributes']): Find {
  if (attributes === undefined || typeof attributes === 'string') return compilePlace(attributes);
  const finds = Object.entries(attributes).map(([name, place]) => [name, compilePlace(place)] as const);
  return (record, frame) => {
    const found = finds.flatMap(([name, find]) => {
      const value = find(record, frame);
      return value === undefined || value === null ? [] : [[name, value] as const];
    });
    return found.length === 0 ? undefined : Object.fromEntries(found);
  };
}

/** Compiles tests; none hold if there are none. */
export function compileTests(tests: Tests | undefined): Holds {
  const all = (Array.isArray(tests) ? tests : tests === undefined ? [] : [tests]).map(compileTest);
  return (record, frame) => all.some((test) => test(record, frame));
}

function compileTest(test: Test): Holds {
  const parts = Object.entries(test).map(([path, expected]) => {
    const find = compilePlace(path, (values) => values);
    const fits = compileExpected(expected);
    return (record: unknown, frame: object) => fits(find(record, frame));
  });
  return (record, frame) => parts.every((part) => part(record, frame));
}

/** Of several values, which only a path with `[*]` gives, each must fit. */
function compileExpected(expected: Expected): (value: unknown) => boolean {
  if (typeof expected === 'object' && 'exists' in expected)
    return (value) => (value !== undefined && value !== null) === expected.exists;
  const names = new Set(listOf(expected).map((one) => plainName(String(one))));
  const fits = (value: unknown) => names.has(plainName(readText(value) ?? ''));
  return (value) =>
    Array.isArray(value) ? value.length > 0 && value.every(fits) : value !== undefined && value !== null && fits(value);
}

function meanOf(values: readonly unknown[]): unknown {
  const numbers = values.map((value) => Number(readText(value) ?? Number.NaN));
  return numbers.length === 0 ? undefined : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function readOffset(value: unknown): number | undefined {
  const text = readText(value)?.trim() ?? '';
  const offset = text === '' || typeof value === 'boolean' ? Number.NaN : Number(text);
  return Number.isFinite(offset) && offset >= 0 ? offset : undefined;
}

/** JSON, or JSON in Base64, as queues hold it. */
function unpack(text: string): unknown {
  const plain = parseText(text);
  if (plain !== undefined) return plain;
  try {
    return parseJson(Buffer.from(text, 'base64'));
  } catch {
    return undefined;
  }
}

const isJoin = (place: unknown): place is { readonly join: readonly string[] } => isObject(place) && 'join' in place;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function listOf<T extends string | number | boolean>(one: T | readonly T[] | undefined): readonly T[] {
  if (one === undefined) return [];
  return typeof one === 'object' ? one : [one];
}

function namesIn(place: Place | undefined): string[] {
  const paths = isJoin(place) ? place.join : listOf(place);
  return paths.flatMap((path) => lastName(parsePath(path)) ?? []);
}
