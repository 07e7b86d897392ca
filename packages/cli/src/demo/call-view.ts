import type { Verdict } from '@cueline/rules';
import { z } from 'zod';
import type { CuedItem } from './deserved.js';

/** A verdict as far as it is shown; times in ms of Redis' clock. */
export const ShownVerdict = z.object({
  kind: z.enum([
    'not_required',
    'pending',
    'due',
    'satisfied',
    'late',
    'missed',
    'undecided',
    'acknowledged',
  ] satisfies Verdict['kind'][]),
  dueAtMs: z.number().optional(),
  saidAtMs: z.number().optional(),
});
export type ShownVerdict = z.infer<typeof ShownVerdict>;

/** What is known of one interaction: while it lives from its state, afterwards from its outcome. */
export const KnownInteraction = z.object({
  disclosures: z.record(z.string(), ShownVerdict),
  prohibited: z.array(z.object({ id: z.string() })).readonly(),
});
export type KnownInteraction = z.infer<typeof KnownInteraction>;

/** A call at one moment of the demo. */
export interface CallView {
  readonly interactionId: string;
  readonly phase: 'waiting' | 'live' | 'ended';
  /** When it began, in ms since the epoch; undefined while it waits. */
  readonly startedAtMs: number | undefined;
  /** How long it has been going on, in ms of the call's own time. */
  readonly elapsedMs: number;
  readonly known: KnownInteraction;
  /** What was cued, in order. */
  readonly cues: readonly CuedItem[];
}
