// The life of an interaction. Times are heard times, and time passes with the watermark:
//
// | state   | in its hash                   | speech                        | an end frame     | time                              |
// | ------- | ----------------------------- | ----------------------------- | ---------------- | --------------------------------- |
// | unknown | nothing                       | live                          | ended, undecided |                                   |
// | live    | `state`                       | live                          | ended            | silent, `IDLE_TIMEOUT_MS` after   |
// |         |                               |                               |                  | it was last heard                 |
// | silent  | `state`, `closed`: `silence`; | live                          | ended            | unknown, `RESUME_MS` later        |
// |         | a provisional outcome         |                               |                  |                                   |
// | ended   | `state` with its end          | counts for `END_LINGER_MS`;   | the first counts | stub, `END_LINGER_MS` after the   |
// |         |                               | then it waits for the outcome |                  | end frame, with the final outcome |
// | stub    | `closed`: `frame`; no `state` | live: the next interaction    | counted as late  | unknown, an hour later            |
//
// Speech that began before the end and was heard after `END_LINGER_MS` is refused, in the states ended and stub. `endings.ts` does
// what time does.
import {
  advance,
  emptyState,
  EMPTY_TAIL,
  planLooks,
  type AdvanceOptions,
  type CompiledPack,
  type HeardSegment,
  type Known,
  type PlannedLook,
  possibleStartUs,
} from '@cueline/rules';
import type { InteractionId } from '@cueline/shared';
import type { KnownFields } from './known-fields.js';

/** What Redis knows of an interaction, as far as the matcher needs it. */
export interface StoredInteraction {
  /** Digest of the pack it is pinned to; unset until the first update. */
  readonly pack?: string | undefined;
  /** Random and new with each update; empty until the first update. */
  readonly stateRevision: string;
  readonly known?: Known | undefined;
  readonly plannedLooks: readonly PlannedLook[];
  /**
   * When an interaction ended that had this id before. Without `known` only the stub of that one is left, and speech
   * begins another.
   */
  readonly endedBeforeUs?: number | undefined;
  /** When end frames under this id were heard, of the last hour, whether or not they are processed. */
  readonly endFramesUs: readonly number[];
  /** All that was heard before this moment had been processed when it was read. */
  readonly watermarkUs: number;
  /** Whether it has ended by silence: it resumes with the new entries, and no longer has planned looks. */
  readonly fellSilent: boolean;
  /** What its hash says, field by field. */
  readonly fields?: KnownFields | undefined;
  /** When what was planned as this matcher wrote it becomes due; unset if it was read. */
  readonly nextDeadlineUs?: number | undefined;
  /** The format that it is stored in, if only later releases read that; then nothing else is known. */
  readonly newerFormat?: number;
}

/** An entry of one interaction. */
export interface InteractionEntry {
  readonly entryId: string;
  readonly heardAtUs: number;
  /** `undefined` for an end frame. */
  readonly segment: HeardSegment | undefined;
  /** Of an end frame: whether some of the interaction may not have been heard. */
  readonly unheard?: true | undefined;
}

/** What one step changes in one interaction. */
export interface Update {
  readonly interactionId: InteractionId;
  readonly expected: Pick<
    StoredInteraction,
    'stateRevision' | 'plannedLooks' | 'endedBeforeUs' | 'nextDeadlineUs' | 'fields'
  >;
  readonly pack: string;
  readonly entryIds: readonly string[];
  /** Entries of the interaction that comes next under this id. They wait until this one has its outcome. */
  readonly waitingIds: ReadonlySet<string>;
  /** What these entries add to what was said in it. */
  readonly speech: readonly HeardSegment[];
  /** Unset if its id was used before and nothing of these entries begins another interaction. */
  readonly known: Known | undefined;
  readonly plannedLooks: readonly PlannedLook[];
  readonly endAtUs: number;
  readonly nextDeadlineUs: number;
  /** Whether a look is requested. */
  readonly lookRequest: 'no' | 'normal' | 'critical';
  /** Number of these entries with speech from before the end frame that came too long after it to count. */
  readonly refused: number;
  /** Number of these entries with an end frame that ended nothing: its call had ended, or went on long after it. */
  readonly lateEnds: number;
}

export interface PlanOptions {
  readonly idleTimeoutUs: number;
  readonly endLingerUs: number;
  readonly advance: Omit<AdvanceOptions, 'engine' | 'pack'>;
}

/** Computes what new entries change in their interaction. */
export function planUpdate(
  interactionId: InteractionId,
  stored: StoredInteraction,
  entries: readonly InteractionEntry[],
  { pack, digest, engine }: CompiledPack,
  options: PlanOptions,
): Update {
  const { endedAtUs, counted, waiting, refused, lateEnds, unheard } = sortEntries(stored, entries, options);
  const waitingIds = new Set(waiting.map(({ entryId }) => entryId));
  const update = {
    interactionId,
    expected: stored,
    pack: digest,
    entryIds: entries.map(({ entryId }) => entryId).filter((entryId) => !waitingIds.has(entryId)),
    waitingIds,
    speech: counted,
    refused,
    lateEnds,
  };
  const isUnbegun = stored.known === undefined && counted.length === 0;
  if (isUnbegun && (stored.endedBeforeUs !== undefined || endedAtUs === Infinity)) {
    return {
      ...update,
      known: undefined,
      plannedLooks: [],
      endAtUs: Infinity,
      nextDeadlineUs: Infinity,
      lookRequest: 'no',
    };
  }
  const advanced = isUnbegun
    ? { state: emptyState(endedAtUs), tail: EMPTY_TAIL } // an end frame alone: its verdicts are undecided
    : advance(stored.known, counted, { engine, pack, ...options.advance });
  const ended = unheard ? { endedAtUs, unheard: 'part' as const } : { endedAtUs };
  const known = endedAtUs === Infinity ? advanced : { ...advanced, state: { ...advanced.state, ...ended } };

  const before = stored.fellSilent ? undefined : stored.known?.state;
  const plan = planLooks(pack, before, known.state, stored.plannedLooks);
  const endAtUs =
    endedAtUs === Infinity ? known.state.lastHeardAtUs + options.idleTimeoutUs : endedAtUs + options.endLingerUs;
  return {
    ...update,
    known,
    plannedLooks: plan.upcoming,
    endAtUs,
    nextDeadlineUs: Math.min(plan.upcoming[0]?.[0] ?? Infinity, endAtUs),
    lookRequest: plan.now,
  };
}

/** Sorts entries by the interaction they belong to: this one, one that had its id before, or one that will have it. */
function sortEntries(
  { known, endedBeforeUs = -Infinity, endFramesUs, watermarkUs }: StoredInteraction,
  entries: readonly InteractionEntry[],
  { endLingerUs }: PlanOptions,
) {
  // nearly always
  if (endedBeforeUs === -Infinity && endFramesUs.length === 0 && known?.state.endedAtUs === undefined) {
    const counted = entries.flatMap(({ segment }) => segment ?? []);
    if (counted.length === entries.length) return { ...NOTHING_ENDED, counted };
  }
  /** Whether an entry came too late for an interaction that ended then, though it belongs to it. */
  const isStraggler = ({ segment }: InteractionEntry, endUs: number) =>
    segment !== undefined && (possibleStartUs(segment) ?? Infinity) <= endUs;
  const isEnd = ({ segment }: InteractionEntry) => segment === undefined;
  const isOfBefore = (entry: InteractionEntry) =>
    entry.heardAtUs <= endedBeforeUs + endLingerUs || isStraggler(entry, endedBeforeUs);

  const own = entries.filter((entry) => !isOfBefore(entry));
  const firstUs = Math.min(...own.map(({ heardAtUs }) => heardAtUs));
  // What follows an interaction begins with what was heard first: otherwise an end frame would be lost that another replica
  // processes before the speech, and speech could be taken for that of the interaction before its own.
  if (known === undefined && endedBeforeUs !== -Infinity && firstUs > watermarkUs) {
    const before = entries.filter(isOfBefore);
    const lateEnds = before.filter(isEnd).length;
    return { ...NOTHING_COUNTED, waiting: own, refused: before.length - lateEnds, lateEnds };
  }
  const speech = own.filter((entry) => !isEnd(entry));
  // an end frame that is repeated does not end what begins behind it
  const beganAtUs =
    endedBeforeUs === -Infinity
      ? -Infinity
      : Math.min(known?.state.firstHeardAtUs ?? Infinity, ...speech.map(({ heardAtUs }) => heardAtUs));
  // what was heard long after an end frame and was counted before that was written cannot be taken back: it came too late
  const countedToUs = known?.state.lastHeardAtUs ?? -Infinity;
  const canEnd = (atUs: number) => atUs >= beganAtUs && atUs + endLingerUs >= countedToUs;
  const ends = own.filter((entry) => isEnd(entry) && canEnd(entry.heardAtUs));
  // An end frame counts as soon as it is written, whoever holds it. If all that was heard up to it is processed and yet nothing
  // is known, it ended what is forgotten by now.
  const isUnknown = known === undefined && endedBeforeUs === -Infinity;
  const isOwnEnd = (atUs: number) => (isUnknown ? atUs >= watermarkUs : atUs > endedBeforeUs + endLingerUs);
  const endsUs = [
    ...ends.map(({ heardAtUs }) => heardAtUs),
    ...endFramesUs.filter((atUs) => isOwnEnd(atUs) && canEnd(atUs)),
  ];
  const endedAtUs = Math.min(known?.state.endedAtUs ?? Infinity, ...endsUs);
  const isLate = ({ heardAtUs }: InteractionEntry) => heardAtUs > endedAtUs + endLingerUs;
  const late = own.filter(isLate);
  const waiting = late.filter((entry) => !isStraggler(entry, endedAtUs));
  const counted = speech.flatMap((entry) => (isLate(entry) ? [] : (entry.segment ?? [])));
  const count = (some: readonly InteractionEntry[]) => some.filter(isEnd).length;
  const refused = entries.length - count(entries) - counted.length - (waiting.length - count(waiting));
  const lateEnds = count(entries) - ends.filter((entry) => !isLate(entry)).length - count(waiting);
  const unheard = ends.some((end) => end.unheard === true);
  return { endedAtUs, counted, waiting, refused, lateEnds, unheard };
}

const NOTHING_ENDED = { endedAtUs: Infinity, waiting: [], refused: 0, lateEnds: 0, unheard: false };
const NOTHING_COUNTED = { endedAtUs: Infinity, counted: [], unheard: false };
