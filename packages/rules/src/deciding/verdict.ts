import type { Match } from '../interaction/interaction.js';
import type { Priority } from '../pack/pack.js';

/** The state of one disclosure in one interaction. Times are heard times in ms. */
export type Verdict =
  | { kind: 'not_required' | 'missed' | 'undecided' }
  /** Without `dueAtMs` it is owed by the end of the interaction. */
  | { kind: 'pending'; dueAtMs?: number | undefined }
  | { kind: 'due'; dueAtMs: number }
  | { kind: 'satisfied'; saidAtMs: number; evidence: Match[] }
  | { kind: 'late'; saidAtMs: number; dueAtMs: number; evidence: Match[] }
  | { kind: 'acknowledged'; atMs: number };

/** What is decided about an interaction at one moment. */
export interface Judgement {
  /** By disclosure id, in the order of the pack. */
  readonly disclosures: Readonly<Record<string, Verdict>>;
  /** Every prohibited phrase heard, first occurrence first. */
  readonly prohibited: readonly { readonly id: string; readonly match: Match }[];
}

/** What the agent is told: something owed, or something said that must not be. */
export interface CueContent {
  readonly kind: 'missing' | 'prohibited';
  readonly items: readonly string[];
  readonly titles: readonly string[];
  readonly texts: readonly string[];
  readonly priority: Priority;
}

/** The next step that brings the desktop to what is owed. */
export type CueAction =
  | { kind: 'post'; cue: CueContent }
  | { kind: 'resolve'; key: string; cueId: string }
  /** Something is owed, but not before this moment (ms of Redis' clock). */
  | { kind: 'wait'; untilMs: number }
  | { kind: 'none' };
