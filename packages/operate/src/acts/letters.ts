import { createDeadLetters } from '@cueline/matcher';
import { streamFields } from '@cueline/shared';
import { keysOf, type PipelineContext } from '../pipeline-context.js';
import { type LettersDone, readDiscardedLetters } from './dead-letters.js';

/** What was put aside, by why. */
export type Shelf = 'dead' | 'bad-frames' | 'discarded' | 'archive-dead';

/** An entry of a shelf. */
export interface ShelvedLetter {
  /** `<partition>/<entry>`. */
  readonly id: string;
  readonly atMs: number;
  readonly fields: Readonly<Record<string, string>>;
}

export interface LettersPage {
  readonly letters: readonly ShelvedLetter[];
  /** Where the next page begins, if there are more. */
  readonly next: string | undefined;
}

export interface LettersAsked {
  readonly reason?: string | undefined;
  readonly before?: string | undefined;
  readonly upTo?: string | undefined;
  /** Most letters; 100 if absent. */
  readonly count?: number;
}

const PAGE = 100;
/** Most entries looked at for one page: others of a reason may be far apart. */
const MOST_READ = 2_000;

const keyOf = (context: PipelineContext, shelf: Shelf) => {
  const keys = keysOf(context);
  return { dead: keys.dead, 'bad-frames': keys.badFrames, discarded: keys.discarded, 'archive-dead': keys.archiveDead }[
    shelf
  ];
};

/**
 * Reads letters of all partitions, the latest first.
 *
 * @param before the id of an entry, of any partition: only older ones
 * @param upTo the same, and that one with them
 */
export async function readLetters(
  context: PipelineContext,
  shelf: Shelf,
  { reason, before, upTo, count = PAGE }: LettersAsked,
): Promise<LettersPage> {
  const { redis, partitions } = context;
  const key = keyOf(context, shelf);
  const end = before === undefined ? (upTo ?? '+') : `(${before}`;
  const read = Array.from({ length: partitions }, async (_, partition) => {
    const entries = await redis.xrevrange(key(partition), end, '-', 'COUNT', reason === undefined ? count : MOST_READ);
    return entries.map(([entryId, pairs]) => ({ partition, entryId, fields: streamFields(pairs) }));
  });
  const found = (await Promise.all(read))
    .flat()
    .filter(({ fields }) => reason === undefined || fields['reason'] === reason)
    .toSorted((a, b) => compareIds(b.entryId, a.entryId));
  const page = found.slice(0, count);
  return {
    letters: page.map(({ partition, entryId, fields }) => ({
      id: `${partition}/${entryId}`,
      atMs: Number.parseInt(entryId, 10),
      fields,
    })),
    next: found.length > count ? page.at(-1)?.entryId : undefined,
  };
}

/** Letters of one reason. */
export interface ReasonCount {
  readonly reason: string;
  readonly count: number;
  /** Those of them that are segments, and no requests. */
  readonly entries: number;
  readonly latestAtMs: number;
}

/** Whether a letter is an entry of a stream of segments; all others on the shelf `dead` are requests that were rejected. */
export const isEntry = ({ fields }: Pick<ShelvedLetter, 'fields'>): boolean => 'entry' in fields;

/** How many letters there are, by reason; of a large shelf the latest of each partition. */
export async function countReasons(
  context: PipelineContext,
  shelf: Shelf,
): Promise<{ total: number; groups: ReasonCount[] }> {
  const { redis, partitions } = context;
  const key = keyOf(context, shelf);
  const numbers = Array.from({ length: partitions }, (_, partition) => partition);
  const totals = await Promise.all(numbers.map((partition) => redis.xlen(key(partition))));
  const filled = numbers.filter((partition) => (totals[partition] ?? 0) > 0);
  const entries = await Promise.all(filled.map((each) => redis.xrevrange(key(each), '+', '-', 'COUNT', MOST_READ)));
  const groups = new Map<string, ReasonCount>();
  for (const [id, pairs] of entries.flat()) {
    const fields = streamFields(pairs);
    const { reason = '' } = fields;
    const known = groups.get(reason) ?? { reason, count: 0, entries: 0, latestAtMs: 0 };
    groups.set(reason, {
      reason,
      count: known.count + 1,
      entries: known.entries + (isEntry({ fields }) ? 1 : 0),
      latestAtMs: Math.max(known.latestAtMs, Number.parseInt(id, 10)),
    });
  }
  return {
    total: totals.reduce((sum, count) => sum + count, 0),
    groups: [...groups.values()].toSorted((a, b) => b.count - a.count),
  };
}

/** Does something to letters by id; returns to how many. */
async function toEach(
  ids: readonly string[],
  act: (partition: number, entryId: string) => Promise<boolean>,
): Promise<LettersDone> {
  const complaints: string[] = [];
  let count = 0;
  for (const id of ids) {
    const [, partition, entryId] = /^(\d+)\/(\d+-\d+)$/.exec(id) ?? [];
    if (entryId !== undefined && (await act(Number(partition), entryId))) count += 1;
    else complaints.push(`there is no letter ${id} any more`);
  }
  return { count, complaints };
}

/** Puts dead letters aside, for a day. */
export function discardLetters(context: PipelineContext, ids: readonly string[]) {
  const letters = createDeadLetters({ redis: context.redis, keys: keysOf(context) });
  return toEach(ids, (partition, id) => letters.discard(partition, id));
}

/** To how many letters something was done, why not to others, and the ids that they have now. */
export interface LettersRestored extends LettersDone {
  /** Each letter's id as it was given, and as it is now. */
  readonly became: readonly (readonly [string, string])[];
}

/** Makes dead letters of those that were put aside, by the ids that they have there or had as dead letters. */
export async function restoreLetters(context: PipelineContext, ids: readonly string[]): Promise<LettersRestored> {
  const letters = createDeadLetters({ redis: context.redis, keys: keysOf(context) });
  const discarded = await readDiscardedLetters(context);
  const byFormer = new Map(discarded.map(({ partition, id, formerId }) => [`${partition}/${formerId}`, id]));
  const became: [string, string][] = [];
  const done = await toEach(ids, async (partition, id) => {
    const now = await letters.restore(partition, byFormer.get(`${partition}/${id}`) ?? id);
    if (now !== undefined) became.push([`${partition}/${id}`, `${partition}/${now}`]);
    return now !== undefined;
  });
  return { ...done, became };
}

function compareIds(a: string, b: string): number {
  const [ms = 0, sequence = 0] = a.split('-').map(Number);
  const [otherMs = 0, otherSequence = 0] = b.split('-').map(Number);
  return ms - otherMs || sequence - otherSequence;
}
