import { z } from 'zod';
import type { Match } from '../interaction/interaction.js';
import type { Priority } from '../pack/pack.js';

/** What came close to a part of a disclosure that was not said. */
export const CameClose = z.object({
  /** Masked. */
  words: z.string(),
  /** The words that were not heard, each as alternatives: `record|tape`. Empty if all were heard, but not as expected. */
  lacked: z.array(z.string()).readonly(),
});
export type CameClose = z.infer<typeof CameClose>;

/** The state of one disclosure in one interaction. Times are heard times in µs. */
export type Verdict =
  | { kind: 'not_required' | 'missed' | 'undecided' }
  /** Without `dueAtUs` it is owed by the end of the interaction. */
  | { kind: 'pending'; dueAtUs?: number | undefined }
  | { kind: 'due'; dueAtUs: number }
  | { kind: 'satisfied'; saidAtUs: number; evidence: Match[] }
  | { kind: 'late'; saidAtUs: number; dueAtUs: number; evidence: Match[] }
  | { kind: 'acknowledged'; atUs: number }
  /** Once the interaction has ended: missed, but for what came close to it. */
  | { kind: 'unclear'; close: readonly CameClose[] };

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
  /** Present if it is unclear whether its items were said: what came close to them. */
  readonly close?: readonly CameClose[];
}

/** The next step that brings the desktop to what is owed. */
export type CueAction =
  | { kind: 'post'; cue: CueContent }
  | { kind: 'resolve'; key: string; cueId: string }
  /** Something is owed, but not before this moment (µs of Redis' clock). */
  | { kind: 'wait'; untilUs: number }
  | { kind: 'none' };
