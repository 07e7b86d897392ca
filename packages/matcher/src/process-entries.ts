import type { CompiledPack, HeardSegment } from '@cueline/rules';
import type { InteractionId, Partition } from '@cueline/shared';
import type { StreamedEntry } from './entries.js';
import type { Interactions } from './interactions.js';
import { planUpdate, type HeardEntry, type PlanOptions, type StoredInteraction } from './plan-update.js';
import type { RequestedLook } from './relay.js';
import { UnprocessableError } from './unprocessable-error.js';

export interface ProcessContext {
  readonly interactions: Interactions;
  /** The pack that an interaction is pinned to, or for a new one the pack now in force. */
  readonly packFor: (digest: string | undefined) => Promise<CompiledPack>;
  readonly options: PlanOptions;
}

export interface Processed {
  readonly looks: readonly RequestedLook[];
  /** Entries of interactions that were over for good. */
  readonly refused: number;
  /** Interactions that had to be matched again because another replica was there first. */
  readonly rematched: number;
}

/** Brings what entries of one partition mean into Redis, and takes them off the stream. */
export async function processEntries(
  partition: Partition,
  entries: readonly StreamedEntry[],
  { interactions, packFor, options }: ProcessContext,
): Promise<Processed> {
  let work = await readStored(interactions, partition, groupByInteraction(entries));
  const looks: RequestedLook[] = [];
  let refused = 0;
  let rematched = 0;
  while (work.length > 0) {
    const updates = await Promise.all(
      work.map(async ({ id, stored, heard }) => plan(id, stored, heard, await packFor(stored.pack), options)),
    );
    const again: typeof work = [];
    for (const [i, applied] of (await interactions.apply(partition, updates)).entries()) {
      const item = work[i];
      if (item === undefined) continue;
      if (applied.kind === 'applied' && applied.look) looks.push(applied.look);
      if (applied.kind === 'refused') refused += item.heard.length;
      if (applied.kind === 'changed') {
        rematched += 1;
        const heard = item.heard.filter(({ entryId }) => applied.entryIds.has(entryId));
        if (heard.length > 0) again.push({ id: item.id, stored: applied.stored, heard });
      }
    }
    work = again;
  }
  return { looks, refused, rematched };
}

const plan: typeof planUpdate = (id, stored, heard, pack, options) => {
  try {
    return planUpdate(id, stored, heard, pack, options);
  } catch (error) {
    throw new UnprocessableError('what was heard', error);
  }
};

interface Work {
  readonly id: InteractionId;
  readonly stored: StoredInteraction;
  readonly heard: readonly HeardEntry[];
}

async function readStored(
  interactions: Interactions,
  partition: Partition,
  grouped: ReadonlyMap<InteractionId, HeardEntry[]>,
): Promise<Work[]> {
  const stored = await interactions.read(partition, [...grouped.keys()]);
  return [...grouped].map(([id, heard], i) => ({ id, heard, stored: stored[i] ?? { rev: '0', looks: [] } }));
}

function groupByInteraction(entries: readonly StreamedEntry[]): Map<InteractionId, HeardEntry[]> {
  const grouped = new Map<InteractionId, HeardEntry[]>();
  for (const { entryId, heardAtMs, content } of entries) {
    const segment: HeardSegment | undefined = 'ended' in content ? undefined : { ...content, heardAtMs };
    const heard = grouped.get(content.interactionId);
    if (heard) heard.push({ entryId, heardAtMs, segment });
    else grouped.set(content.interactionId, [{ entryId, heardAtMs, segment }]);
  }
  return grouped;
}
