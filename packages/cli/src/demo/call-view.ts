import type { StoredJudgement } from '@cueline/shared';
import type { CuedItem } from './deserved.js';

/** A rule that was cued. */
export interface ShownItem extends CuedItem {
  /** When its cue was withdrawn, in ms of the call's own time. */
  readonly withdrawnAtMs?: number;
}

/** A call at one moment of the demo. */
export interface CallView {
  readonly interactionId: string;
  readonly phase: 'waiting' | 'live' | 'ended';
  /** When it began, in ms since the epoch; undefined while it waits. */
  readonly startedAtMs: number | undefined;
  /** How long it has run, in ms of the call's own time. */
  readonly elapsedMs: number;
  readonly known: StoredJudgement;
  /** What was cued, in order. */
  readonly cues: readonly ShownItem[];
}
