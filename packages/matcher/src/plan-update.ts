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
  readonly known: Known;
  readonly looks: readonly Look[];
  readonly endAtMs: number;
  readonly nextDeadlineMs: number;
  readonly look: 'no' | 'normal' | 'critical';
  /** Number of these entries that came too long after the end frame to count. */
  readonly refused: number;
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
  const endedAtMs = Math.min(
    stored.known?.state.endedAtMs ?? Infinity,
    ...entries.filter(({ segment }) => segment === undefined).map(({ heardAtMs }) => heardAtMs),
  );
  const countsUntilMs = endedAtMs + options.endLingerMs;
  const heard = entries.flatMap(({ segment }) => segment ?? []);
  const counted = heard.filter(({ heardAtMs }) => heardAtMs <= countsUntilMs);
  const advanced =
    counted.length > 0 || stored.known !== undefined
      ? advance(stored.known, counted, { engine, ...options.advance })
      : { state: emptyState(endedAtMs), tail: EMPTY_TAIL }; // an end frame alone: its verdicts are undecided
  const known = endedAtMs === Infinity ? advanced : { ...advanced, state: { ...advanced.state, endedAtMs } };

  const before = stored.fellSilent ? undefined : stored.known?.state;
  const plan = planLooks(pack, before, known.state, stored.looks);
  const endAtMs = endedAtMs === Infinity ? known.state.lastHeardAtMs + options.idleTimeoutMs : countsUntilMs;
  return {
    interactionId,
    expected: { rev: stored.rev, looks: stored.looks },
    pack: digest,
    entryIds: entries.map(({ entryId }) => entryId),
    known,
    looks: plan.upcoming,
    endAtMs,
    nextDeadlineMs: Math.min(plan.upcoming[0]?.[0] ?? Infinity, endAtMs),
    look: plan.now,
    refused: heard.length - counted.length,
  };
}
