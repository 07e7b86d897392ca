import {
  advance,
  emptyState,
  EMPTY_TAIL,
  planLooks,
  type AdvanceOptions,
  type CompiledPack,
  type HeardSegment,
  type Known,
  type Look,
  possibleStartMs,
} from '@cueline/rules';
import type { InteractionId } from '@cueline/shared';

/** What Redis knows of an interaction, as far as the matcher needs it. */
export interface StoredInteraction {
  /** Digest of the pack it is pinned to; unset until the first update. */
  readonly pack?: string | undefined;
  /** Revision of what was heard: random and new with each update; empty until the first update. */
  readonly rev: string;
  readonly known?: Known | undefined;
  readonly looks: readonly Look[];
  /**
   * When an interaction ended that had this id before. Without `known` only the stub of that one is left, and speech
   * begins another.
   */
  readonly endedBeforeMs?: number | undefined;
  /** When end frames under this id were heard, of the last hour, whether or not they are processed. */
  readonly endFramesMs: readonly number[];
  /** All that was heard before this moment had been processed when it was read. */
  readonly watermarkMs: number;
  /** Whether it has ended by silence: it resumes with the new entries, and no longer has planned looks. */
  readonly fellSilent: boolean;
}

/** An entry of one interaction. */
export interface InteractionEntry {
  readonly entryId: string;
  readonly heardAtMs: number;
  /** `undefined` for an end frame. */
  readonly segment: HeardSegment | undefined;
}

/** What one step changes in one interaction. */
export interface Update {
  readonly interactionId: InteractionId;
  readonly expected: Pick<StoredInteraction, 'rev' | 'looks'>;
  readonly pack: string;
  readonly entryIds: readonly string[];
  /** Entries of the interaction that comes next under this id. They wait until this one has its outcome. */
  readonly waitingIds: ReadonlySet<string>;
  /** Unset if its id was used before and nothing of these entries begins another interaction. */
  readonly known: Known | undefined;
  readonly looks: readonly Look[];
  readonly endAtMs: number;
  readonly nextDeadlineMs: number;
  readonly look: 'no' | 'normal' | 'critical';
  /** Number of these entries with speech from before the end frame that came too long after it to count. */
  readonly refused: number;
  /** Number of these entries with an end frame that ended nothing: its call had ended, or went on long after it. */
  readonly lateEnds: number;
}

export interface PlanOptions {
  readonly idleTimeoutMs: number;
  readonly endLingerMs: number;
  readonly advance: Omit<AdvanceOptions, 'engine'>;
}

/** Computes what new entries change in their interaction. */
export function planUpdate(
  interactionId: InteractionId,
  stored: StoredInteraction,
  entries: readonly InteractionEntry[],
  { pack, digest, engine }: CompiledPack,
  options: PlanOptions,
): Update {
  const { endedAtMs, counted, waiting, refused, lateEnds } = sortEntries(stored, entries, options);
  const waitingIds = new Set(waiting.map(({ entryId }) => entryId));
  const update = {
    interactionId,
    expected: { rev: stored.rev, looks: stored.looks },
    pack: digest,
    entryIds: entries.map(({ entryId }) => entryId).filter((entryId) => !waitingIds.has(entryId)),
    waitingIds,
    refused,
    lateEnds,
  };
  const isUnbegun = stored.known === undefined && counted.length === 0;
  if (isUnbegun && (stored.endedBeforeMs !== undefined || endedAtMs === Infinity)) {
    return { ...update, known: undefined, looks: [], endAtMs: Infinity, nextDeadlineMs: Infinity, look: 'no' };
  }
  const advanced = isUnbegun
    ? { state: emptyState(endedAtMs), tail: EMPTY_TAIL } // an end frame alone: its verdicts are undecided
    : advance(stored.known, counted, { engine, ...options.advance });
  const known = endedAtMs === Infinity ? advanced : { ...advanced, state: { ...advanced.state, endedAtMs } };

  const before = stored.fellSilent ? undefined : stored.known?.state;
  const plan = planLooks(pack, before, known.state, stored.looks);
  const endAtMs =
    endedAtMs === Infinity ? known.state.lastHeardAtMs + options.idleTimeoutMs : endedAtMs + options.endLingerMs;
  return {
    ...update,
    known,
    looks: plan.upcoming,
    endAtMs,
    nextDeadlineMs: Math.min(plan.upcoming[0]?.[0] ?? Infinity, endAtMs),
    look: plan.now,
  };
}

/** Sorts entries by the interaction they belong to: this one, one that had its id before, or one that will have it. */
function sortEntries(
  { known, endedBeforeMs = -Infinity, endFramesMs, watermarkMs }: StoredInteraction,
  entries: readonly InteractionEntry[],
  { endLingerMs }: PlanOptions,
) {
  /** Whether an entry came too late for an interaction that ended then, though it belongs to it. */
  const isStraggler = ({ segment }: InteractionEntry, endMs: number) =>
    segment !== undefined && (possibleStartMs(segment) ?? Infinity) <= endMs;
  const isEnd = ({ segment }: InteractionEntry) => segment === undefined;
  const isOfBefore = (entry: InteractionEntry) =>
    entry.heardAtMs <= endedBeforeMs + endLingerMs || isStraggler(entry, endedBeforeMs);

  const own = entries.filter((entry) => !isOfBefore(entry));
  const firstMs = Math.min(...own.map(({ heardAtMs }) => heardAtMs));
  // What follows an interaction begins with what was heard first: otherwise an end frame would be lost that another replica
  // processes before the speech, and speech could be taken for that of the interaction before its own.
  if (known === undefined && endedBeforeMs !== -Infinity && firstMs > watermarkMs) {
    const before = entries.filter(isOfBefore);
    const lateEnds = before.filter(isEnd).length;
    return { endedAtMs: Infinity, counted: [], waiting: own, refused: before.length - lateEnds, lateEnds };
  }
  const speech = own.filter((entry) => !isEnd(entry));
  // an end frame that is repeated does not end what begins behind it
  const beganAtMs =
    endedBeforeMs === -Infinity
      ? -Infinity
      : Math.min(known?.state.firstHeardAtMs ?? Infinity, ...speech.map(({ heardAtMs }) => heardAtMs));
  // what was heard long after an end frame and was counted before that was written cannot be taken back: it came too late
  const countedToMs = known?.state.lastHeardAtMs ?? -Infinity;
  const canEnd = (atMs: number) => atMs >= beganAtMs && atMs + endLingerMs >= countedToMs;
  const ends = own.filter((entry) => isEnd(entry) && canEnd(entry.heardAtMs));
  // An end frame counts as soon as it is written, whoever holds it. If all that was heard up to it is processed and yet nothing
  // is known, it ended what is forgotten by now.
  const isUnknown = known === undefined && endedBeforeMs === -Infinity;
  const isOwnEnd = (atMs: number) => (isUnknown ? atMs >= watermarkMs : atMs > endedBeforeMs + endLingerMs);
  const endsMs = [
    ...ends.map(({ heardAtMs }) => heardAtMs),
    ...endFramesMs.filter((atMs) => isOwnEnd(atMs) && canEnd(atMs)),
  ];
  const endedAtMs = Math.min(known?.state.endedAtMs ?? Infinity, ...endsMs);
  const isLate = ({ heardAtMs }: InteractionEntry) => heardAtMs > endedAtMs + endLingerMs;
  const late = own.filter(isLate);
  const waiting = late.filter((entry) => !isStraggler(entry, endedAtMs));
  const counted = speech.flatMap((entry) => (isLate(entry) ? [] : (entry.segment ?? [])));
  const count = (some: readonly InteractionEntry[]) => some.filter(isEnd).length;
  const refused = entries.length - count(entries) - counted.length - (waiting.length - count(waiting));
  const lateEnds = count(entries) - ends.filter((entry) => !isLate(entry)).length - count(waiting);
  return { endedAtMs, counted, waiting, refused, lateEnds };
}
