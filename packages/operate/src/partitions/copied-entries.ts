import { compareIds, type MovingEntry } from './copy-stream.js';

/** The copied entries of one stream, in their order: of millions, so that little is kept of each. */
export interface CopiedEntries {
  readonly ids: readonly string[];
  /** The partition that each has gone to. */
  readonly targets: readonly number[];
  /** The places of those that the stream no longer has. */
  readonly gone: Set<number>;
  readonly add: (entry: MovingEntry) => void;
  /** The partition that an entry has gone to; undefined if it was not copied, or has gone. */
  readonly find: (id: string) => number | undefined;
  /** The ids of those that come after another. */
  readonly after: (id: string) => string[];
}

export function createCopied(): CopiedEntries {
  const ids: string[] = [];
  const targets: number[] = [];
  const gone = new Set<number>();
  /** How many come before an id. */
  const before = (id: string) => {
    let [low, high] = [0, ids.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareIds(ids[middle] ?? '', id) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    ids,
    targets,
    gone,
    add({ id, target }) {
      ids.push(id);
      targets.push(target);
    },
    find(id) {
      const place = before(id);
      return ids[place] === id && !gone.has(place) ? targets[place] : undefined;
    },
    after: (id) => ids.slice(before(id)).filter((each) => each !== id),
  };
}

type Page = readonly (readonly [id: string, fields: readonly string[]])[];

/**
 * Finds the places of ids that a stream no longer has. It reads no further than it must: what has gone are its oldest entries, mostly.
 *
 * @param count how many have gone
 * @param readPage reads entries from one on (`-`: the first; `(` and an id: the one after it)
 */
export async function findGone(
  ids: readonly string[],
  count: number,
  readPage: (begin: string) => Promise<Page>,
): Promise<number[]> {
  const gone: number[] = [];
  let place = 0;
  const passUntil = (id: string | undefined) => {
    for (; place < ids.length && ids[place] !== id; place += 1) gone.push(place);
  };
  for (let begin = '-'; gone.length < count;) {
    const page = await readPage(begin);
    for (const [id] of page) {
      passUntil(id);
      place += 1;
    }
    const last = page.at(-1)?.[0];
    if (last === undefined) {
      passUntil(undefined);
      break;
    }
    begin = `(${last}`;
  }
  return gone;
}
