import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Machine = z.object({ cores: z.number(), CPU: z.string(), Node: z.string(), Redis: z.string(), date: z.string() });
const Limits = z.object({
  'µs of CPU per entry': z.string(),
  'writer, ingest': z.number(),
  'readers, matchers': z.number(),
  publisher: z.number(),
  Redis: z.number(),
});
const ProcessCost = z.object({ process: z.string(), 'CPU per segment (µs)': z.number() });
const Bytes = z.object({ 'bytes in Redis': z.string(), bytes: z.number() });
const Growth = z.object({ partitions: z.number(), 'segments/s': z.number() });
const Delays = z.object({ 'load, % of (b)': z.number(), 'p50 (ms)': z.number(), 'p99 (ms)': z.number() });

/**
 * What `docs/scale.md` takes from `npm run bench -- --json FILE`: these tables of that file, by the names that the benchmark gives them,
 * with rows and figures that nothing here uses left out.
 */
export const Measured = z.object({
  machine: z.tuple([Machine]),
  /** (b) */
  limits: z.array(Limits).transform((rows) => rows.filter((row) => row['µs of CPU per entry'].startsWith('(b)'))),
  /** (f) */
  processes: z.array(ProcessCost),
  /** (f) */
  bytes: z.array(Bytes),
  /** (e) */
  partitions: z.array(Growth),
  /** (d) */
  latency: z.array(Delays),
});
export type Measured = z.infer<typeof Measured>;

/** Where the figures are that are in force. */
export const MEASURED_FILE = new URL('measured.json', import.meta.url);

export const readMeasured = (file: URL | string = MEASURED_FILE): Measured =>
  Measured.parse(JSON.parse(readFileSync(file, 'utf8')));

/** What a segment costs, and a partition carries. Times are in µs of CPU, sizes in bytes. */
export function figuresOf({ limits, processes, bytes, partitions, latency }: Measured) {
  const one = <T>(what: string, rows: readonly T[], is: (row: T) => boolean): T => {
    const row = rows.find(is);
    if (row === undefined) throw new RangeError(`there is no row of ${what}`);
    return row;
  };
  const b = one('(b)', limits, () => true);
  const sized = (begin: string) => one(begin, bytes, (row) => row['bytes in Redis'].startsWith(begin)).bytes;
  /** The higher of (b) and (f). */
  const higher = (us: number, name: string) =>
    rounded(Math.max(us, one(name, processes, ({ process }) => process === name)['CPU per segment (µs)']));
  return {
    ingestUs: higher(b['writer, ingest'], 'ingest'),
    matcherUs: higher(b['readers, matchers'], 'matchers'),
    publisherUs: higher(b.publisher, 'publisher'),
    redisUs: higher(b.Redis, 'redis'),
    /** Segments per second that one partition carries with one matcher. */
    partitionSegmentsPerS: Math.round(one('one partition', partitions, (row) => row.partitions === 1)['segments/s']),
    interactionBytes: sized('a live interaction'),
    seenBytes: sized('a segment of the last minutes'),
    receivedBytes: sized('received'),
    sentBytes: sized('sent'),
    fileBytes: sized('appended'),
    /** From heard to the request for a cue, at half load, 99th percentile. */
    halfLoadP99Ms: rounded(one('half load', latency, (row) => row['load, % of (b)'] === 50)['p99 (ms)']),
  };
}

/** Three digits, as the benchmark prints them: more would not be confirmed by a repetition. */
export const rounded = (value: number): number => Number(value.toPrecision(3));
