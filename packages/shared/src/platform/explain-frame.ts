import { FrameFields, type FrameFormat } from '../frames/frame-format.js';
import { type Frame, placeRecords, readRecord } from '../frames/frame.js';

/** A value in a frame, and the path that leads to it. */
export interface Leaf {
  readonly path: string;
  readonly value: unknown;
}

export interface ExplainedField {
  readonly name: keyof FrameFields;
  /** The value as it is handed to the reading of its field. */
  readonly value: unknown;
  /** Where it comes from; a moment or a mean comes from several. */
  readonly from: readonly Leaf[];
}

export interface ExplainedRecord {
  readonly frame: Frame;
  /** The fields that are there. */
  readonly fields: readonly ExplainedField[];
}

/** How a frame is read. */
export interface ExplainedFrame {
  /** None if the platform's file says that it is of no use. */
  readonly records: readonly ExplainedRecord[];
  /** What neither a field nor a test has read, entries of lists as `[*]`. */
  readonly unused: readonly Leaf[];
}

const NAMES = FrameFields.keyof().options;

/** Reads a frame as ingest does, and says of each field where it comes from. */
export function explainFrame(frame: object, format: FrameFormat): ExplainedFrame {
  const used = new Map<string, Leaf>();
  let reads: Leaf[] = [];
  const watched = watch(frame, '', (leaf) => {
    reads.push(leaf);
    used.set(leaf.path, leaf);
  });
  const records = placeRecords(watched, format).map(({ kind, field }) => {
    const isUsed = kind !== 'control';
    const fields = NAMES.flatMap((name): ExplainedField[] => {
      reads = [];
      const value = isUsed || name === 'type' ? plain(field(name)) : undefined;
      return value === undefined || value === null ? [] : [{ name, value, from: [...reads] }];
    });
    return { frame: readRecord({ kind, field }, format), fields };
  });
  if (records.every(({ frame: { kind } }) => kind === 'control')) return { records, unused: [] };
  const usedPaths = new Set([...used.keys()].map(anyIndex));
  return { records, unused: firstOfEach(unusedIn(frame, '', usedPaths).leaves) };
}

const anyIndex = (path: string): string => path.replaceAll(/\[\d+\]/g, '[*]');

const firstOfEach = (leaves: readonly Leaf[]): Leaf[] =>
  [...new Map(leaves.toReversed().map((leaf) => [leaf.path, leaf])).values()].toReversed();

const step = (path: string, key: string, isList: boolean): string =>
  isList ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;

/** The same object, which tells of each scalar that is read of it. */
function watch<T extends object>(value: T, path: string, onRead: (leaf: Leaf) => void): T {
  const isList = Array.isArray(value);
  return new Proxy(value, {
    get(target, key): unknown {
      const found: unknown = Reflect.get(target, key);
      if (typeof key === 'symbol' || !Object.hasOwn(target, key) || key === 'length') return found;
      const inner = step(path, key, isList);
      if (typeof found === 'object' && found !== null) return watch(found, inner, onRead);
      if (found !== null) onRead({ path: inner, value: found });
      return found;
    },
  });
}

/** What of a value is not used; a group of which nothing is used is one. */
function unusedIn(value: unknown, path: string, used: ReadonlySet<string>): { isUsed: boolean; leaves: Leaf[] } {
  if (value === null || value === undefined) return { isUsed: false, leaves: [] };
  if (typeof value !== 'object')
    return used.has(path) ? { isUsed: true, leaves: [] } : { isUsed: false, leaves: [{ path, value }] };
  const isList = Array.isArray(value);
  const parts = Object.entries(value).map(([key, inner]) =>
    unusedIn(inner, step(path, isList ? '*' : key, isList), used),
  );
  const leaves = parts.flatMap((part) => part.leaves);
  const isUsed = path === '' || parts.some((part) => part.isUsed);
  return isUsed || leaves.length < 2 ? { isUsed, leaves } : { isUsed, leaves: [{ path, value }] };
}

/** A value without watching. */
const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? JSON.parse(JSON.stringify(value)) : value;
