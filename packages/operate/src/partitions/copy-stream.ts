import { type CopyContext, createUnderWay } from './copy-context.js';

const PAGE = 500;

/** An entry on its way to another layout. */
export interface MovingEntry {
  /** The partition that it comes from. */
  readonly source: number;
  readonly id: string;
  readonly fields: string[];
  readonly target: number;
  readonly targetId: string;
}

/** Which entries: those written from a moment on, or before it (ms). */
export interface StreamRange {
  readonly fromMs?: number;
  readonly beforeMs?: number;
}

export interface StreamToCopy {
  readonly name: 'outcomes' | 'dead' | 'archiveDead' | 'discarded' | 'badFrames' | 'notices';
  /** Default: all. */
  readonly range?: StreamRange;
  /** The partition that an entry of another goes to. */
  readonly placeOf: (fields: readonly string[]) => (source: number) => number;
  readonly onEntry?: (entry: MovingEntry) => void;
}

/**
 * Copies the entries of a stream of all partitions in the order of their ids. Each keeps its time; that ids of several partitions stay
 * apart, what counts the entries of one millisecond says where each came from.
 */
export async function copyStream(
  { redis, from, to, signal }: CopyContext,
  { name, range: { fromMs, beforeMs } = {}, placeOf, onEntry = () => {} }: StreamToCopy,
): Promise<void> {
  const [first, last] = [fromMs === undefined ? '-' : `${fromMs}`, beforeMs === undefined ? '+' : `${beforeMs - 1}`];
  const readers = Array.from({ length: from.partitions }, (_, source) => {
    const key = from.keys[name](source);
    return createReader((after) => redis.xrange(key, after === undefined ? first : `(${after}`, last, 'COUNT', PAGE));
  });
  const underWay = createUnderWay(PAGE);
  for (;;) {
    const heads = await Promise.all(readers.map((reader) => reader.head()));
    const source = indexOfFirst(heads.map((head) => head?.[0]));
    const head = source === undefined ? undefined : heads[source];
    if (source === undefined || head === undefined) break;
    readers[source]?.take();
    const [id, fields] = head;
    const target = placeOf(fields)(source);
    const targetId = idIn(id, source, from.partitions);
    signal.throwIfAborted();
    await underWay.add(redis.xadd(to.keys[name](target), targetId, ...fields));
    onEntry({ source, id, fields, target, targetId });
  }
  await underWay.done();
  const lives = await Promise.all(readers.map((_, source) => redis.pttl(from.keys[name](source))));
  const lifeMs = Math.max(...lives);
  if (lifeMs <= 0) return;
  for (let target = 0; target < to.partitions; target += 1) await redis.pexpire(to.keys[name](target), lifeMs);
}

type Entry = [id: string, fields: string[]];

/** Reads a stream page by page. */
function createReader(read: (after: string | undefined) => Promise<Entry[]>) {
  let page: Entry[] = [];
  let after: string | undefined;
  let isOver = false;
  return {
    async head(): Promise<Entry | undefined> {
      if (page.length === 0 && !isOver) {
        page = await read(after);
        isOver = page.length < PAGE;
        after = page.at(-1)?.[0];
      }
      return page[0];
    },
    take: () => page.shift(),
  };
}

const partsOf = (id: string): [ms: number, count: number] => {
  const [ms, count] = id.split('-').map(Number);
  return [ms ?? 0, count ?? 0];
};

/** Compares ids of a stream. */
export function compareIds(a: string, b: string): number {
  const [[aMs, aCount], [bMs, bCount]] = [partsOf(a), partsOf(b)];
  return aMs - bMs || aCount - bCount;
}

function indexOfFirst(ids: readonly (string | undefined)[]): number | undefined {
  let first: number | undefined;
  for (const [source, id] of ids.entries()) {
    const known = first === undefined ? undefined : ids[first];
    if (id !== undefined && (known === undefined || compareIds(id, known) < 0)) first = source;
  }
  return first;
}

/** The id that an entry has in the other layout. */
export function idIn(id: string, source: number, partitions: number): string {
  const [ms, count] = id.split('-');
  return `${ms}-${BigInt(count ?? 0) * BigInt(partitions) + BigInt(source)}`;
}
