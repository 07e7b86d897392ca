import type { CompiledPack } from '@cueline/rules';
import type { InteractionId, Partition } from '@cueline/shared';
import type { StreamedEntry } from '../stream/entries.js';
import type { EntryRange, Interactions } from '../interaction/interactions.js';
import { planUpdate, type InteractionEntry, type PlanOptions } from '../interaction/plan-update.js';
import type { LookRequest } from '../deadlines/relay.js';
import { UnprocessableError } from '../stream/unprocessable-error.js';

export interface ProcessContext {
  readonly interactions: Interactions;
  /** Returns the pack an interaction is pinned to, or the one in force for a new interaction. */
  readonly packFor: (digest: string | undefined) => Promise<CompiledPack>;
  readonly options: PlanOptions;
}

export interface Processed {
  readonly lookRequests: readonly LookRequest[];
  /** Entries of interactions whose id another has that is not over yet; they are to be processed again. */
  readonly waiting: readonly StreamedEntry[];
  /** Entries of interactions in a format that only later releases read, by that format. */
  readonly left: ReadonlyMap<number, readonly string[]>;
  /** Number of entries that came after their interaction had ended for good. */
  readonly refused: number;
  /** Number of end frames that ended nothing. */
  readonly lateEnds: number;
  /** Number of interactions matched again because another replica was first. */
  readonly rematched: number;
}

/**
 * Records in Redis what entries of one partition mean, and takes them off the stream.
 *
 * @param entries in the order of the stream
 */
export async function processEntries(
  partition: Partition,
  entries: readonly StreamedEntry[],
  { interactions, packFor, options }: ProcessContext,
): Promise<Processed> {
  const range: EntryRange = [entries[0]?.entryId ?? '-', entries.at(-1)?.entryId ?? '+'];
  let work = groupByInteraction(entries);
  const lookRequests: LookRequest[] = [];
  const waitingIds = new Set<string>();
  const left = new Map<number, readonly string[]>();
  let refused = 0;
  let lateEnds = 0;
  let rematched = 0;
  while (work.length > 0) {
    const stored = await interactions.read(
      partition,
      work.map(({ id }) => id),
    );
    const readable = work.flatMap(({ id, heard }, i) => {
      const known = stored[i];
      if (known === undefined) throw new RangeError('an interaction was not read');
      const { newerFormat } = known;
      if (newerFormat === undefined) return [{ id, heard, known }];
      left.set(newerFormat, [...(left.get(newerFormat) ?? []), ...heard.map(({ entryId }) => entryId)]);
      return [];
    });
    const planned = await Promise.all(
      readable.map(async ({ id, heard, known }) => {
        return { id, heard, update: plan(id, known, heard, await packFor(known.pack), options) };
      }),
    );
    for (const { update } of planned) for (const entryId of update.waitingIds) waitingIds.add(entryId);
    const due = planned.filter(({ update }) => update.entryIds.length > 0);
    const applied = await interactions.apply(
      partition,
      range,
      due.map(({ update }) => update),
    );
    work = due.flatMap(({ id, heard, update }, i) => {
      const result = applied[i];
      if (result?.kind === 'applied' && result.lookRequest) lookRequests.push(result.lookRequest);
      if (result?.kind !== 'changed') {
        refused += update.refused;
        lateEnds += update.lateEnds;
        return [];
      }
      rematched += 1;
      for (const entryId of update.waitingIds) waitingIds.delete(entryId);
      const still = heard.filter(({ entryId }) => result.entryIds.has(entryId) || update.waitingIds.has(entryId));
      return still.length > 0 ? [{ id, heard: still }] : [];
    });
  }
  const waiting = entries.filter(({ entryId }) => waitingIds.has(entryId));
  return { lookRequests, waiting, left, refused, lateEnds, rematched };
}

const plan: typeof planUpdate = (id, stored, heard, pack, options) => {
  try {
    return planUpdate(id, stored, heard, pack, options);
  } catch (error) {
    throw new UnprocessableError('what was heard', error);
  }
};

/** The entries of one interaction. */
interface Work {
  readonly id: InteractionId;
  readonly heard: readonly InteractionEntry[];
}

function groupByInteraction(entries: readonly StreamedEntry[]): Work[] {
  const grouped = new Map<InteractionId, InteractionEntry[]>();
  for (const entry of entries) {
    const heard = grouped.get(entry.interactionId);
    if (heard) heard.push(entry);
    else grouped.set(entry.interactionId, [entry]);
  }
  return [...grouped].map(([id, heard]) => ({ id, heard }));
}
