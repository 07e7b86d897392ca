import type { RedisClient } from '@cueline/shared';

export type MigrationStep = 'prepare' | 'settle' | 'pause' | 'copy' | 'clean up';

export interface MigrationContext {
  readonly redis: RedisClient;
  readonly prefix: string;
  /** How many partitions there are to be. */
  readonly partitions: number;
  /** How many replicas at least must have the copy before it counts: `REDIS_MIN_REPLICAS`. */
  readonly minReplicas?: number;
  readonly signal: AbortSignal;
  readonly onStep?: (step: MigrationStep) => void;
  /** How long a migration that is killed or hangs keeps processes from working (ms). It renews its lease far more often. */
  readonly leaseMs?: number;
  /** How long to wait for watermarks, for processes, and for replicas (ms). */
  readonly patienceMs?: number;
}

/** Why partitions do not move. Nothing has changed. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** How much there is of a layout. */
export interface LayoutSize {
  readonly keys: number;
  readonly interactions: number;
  readonly live: number;
  readonly segments: number;
  readonly outcomes: number;
  readonly deadLetters: number;
}

/** What is to be moved, and where to. */
export interface MigrationPlan {
  readonly from: number;
  readonly to: number;
  /** Nothing is to be moved, but an earlier migration has left keys behind. */
  readonly onlyCleansUp: boolean;
  readonly size: LayoutSize;
}

/** How much was copied while nobody worked. */
export interface CopiedInPause {
  /** Keys of interactions, and digests of what was written of them. */
  readonly keys: number;
  readonly live: number;
  readonly segments: number;
  readonly outcomes: number;
  readonly deadLetters: number;
}

/** What a migration has done. */
export interface MigrationReport {
  /** Outcomes that were copied before processes left their partitions. */
  readonly copiedBefore: number;
  /** What was copied once they had left. */
  readonly copied: CopiedInPause;
  /** Until the last process had left its partitions. */
  readonly leftMs: number;
  /** From the moment at which processes were asked to leave until the next partitions were in force. */
  readonly pausedMs: number;
}
