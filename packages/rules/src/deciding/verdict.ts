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

/** A value that was said, and the one that it has to equal: `5.99 %`, `6.99 %`. */
export const WrongValue = z.object({ said: z.string(), offered: z.string() });
export type WrongValue = z.infer<typeof WrongValue>;

/** Which time it is that a disclosure is owed, of all times until now, and since when. */
export interface VerdictRound {
  readonly number: number;
  readonly of: number;
  readonly beganAtUs: number;
}

/**
 * The state of one disclosure in one interaction. Times are heard times in µs. What is owed anew is the latest, or once
 * the interaction has ended the worst.
 */
export type Verdict = VerdictOnce & { round?: VerdictRound | undefined };

/** The same of one that is owed once. */
export type VerdictOnce =
  | { kind: 'not_required' | 'undecided' }
  /** Once the interaction has ended: not said. If `dueAtUs` is later than that, or absent, it was owed by the end. */
  | { kind: 'missed'; dueAtUs?: number | undefined }
  /**
   * Without `dueAtUs` it is owed by the end of the interaction. With `saidAtUs` it was said, and the customer has until
   * then to answer.
   */
  | { kind: 'pending'; dueAtUs?: number | undefined; saidAtUs?: number | undefined }
  | { kind: 'due'; dueAtUs: number }
  /** With an `answer` the customer agreed. */
  | { kind: 'satisfied'; saidAtUs: number; evidence: Match[]; answer?: Match | undefined }
  | { kind: 'late'; saidAtUs: number; dueAtUs: number; evidence: Match[]; answer?: Match | undefined }
  | { kind: 'acknowledged'; atUs: number }
  /** Said last with another value than it has to have, and never with the right one. */
  | { kind: 'wrong'; saidAtUs: number; evidence: Match[]; values: WrongValue[] }
  /** Said, but the customer did not agree. */
  | { kind: 'declined'; saidAtUs: number; evidence: Match[]; answer: Match }
  /** Said, but the customer has not answered by `dueAtUs`. */
  | { kind: 'unanswered'; saidAtUs: number; dueAtUs: number; evidence: Match[] }
  /** Once the interaction has ended: missed, but for what came close to it. */
  | { kind: 'unclear'; dueAtUs?: number | undefined; close: readonly CameClose[] };

/** What is decided about an interaction at one moment. */
export interface Judgement {
  /** By disclosure id, in the order of the pack. */
  readonly disclosures: Readonly<Record<string, Verdict>>;
  /** Every prohibited phrase heard, first occurrence first. */
  readonly prohibited: readonly { readonly id: string; readonly match: Match }[];
}

/**
 * Why a cue is shown: something is owed, was said and must not be, was said with another value, or the customer did not
 * agree or not answer.
 */
export type CueKind = 'missing' | 'prohibited' | 'wrong' | 'declined' | 'unanswered';

export interface Owed {
  readonly kind: CueKind;
  readonly atUs: number;
}

/** Why there is a cue for a disclosure with this verdict, and since when; nothing if there is none. */
export function owedFor(verdict: Verdict | undefined): Owed | undefined {
  if (verdict?.kind === 'due') return { kind: 'missing', atUs: verdict.dueAtUs };
  if (verdict?.kind === 'wrong') return { kind: 'wrong', atUs: verdict.saidAtUs };
  if (verdict?.kind === 'declined') return { kind: 'declined', atUs: verdict.answer.heardAtUs };
  if (verdict?.kind === 'unanswered') return { kind: 'unanswered', atUs: verdict.dueAtUs };
  return undefined;
}

/** What the agent is told: something owed, or something said that must not be. */
export interface CueContent {
  readonly kind: CueKind;
  readonly items: readonly string[];
  readonly titles: readonly string[];
  readonly texts: readonly string[];
  readonly priority: Priority;
  /** Present if it is unclear whether its items were said: what came close to them. */
  readonly close?: readonly CameClose[];
  /** In a cue of kind `wrong`. */
  readonly values?: readonly WrongValue[];
}

/** The next step that brings the desktop to what is owed. */
export type CueAction =
  | { kind: 'post'; cue: CueContent }
  /** `to`: whom the cue was shown to, if the outlet addresses agents. */
  | { kind: 'resolve'; key: string; cueId: string; to?: string | undefined }
  /** Something is owed, but not before this moment (µs of Redis' clock). */
  | { kind: 'wait'; untilUs: number }
  | { kind: 'none' };
