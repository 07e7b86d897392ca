import { CameClose, type Verdict } from '@cueline/rules';
import { z } from 'zod';

/** The shown part of a verdict, computed or read from an outcome; times in ms of Redis' clock. More may be in it. */
export const ShownVerdict = z.looseObject({
  kind: z.enum([
    'not_required',
    'pending',
    'due',
    'satisfied',
    'late',
    'missed',
    'undecided',
    'unclear',
    'acknowledged',
  ] satisfies Verdict['kind'][]),
  dueAtMs: z.number().optional(),
  saidAtMs: z.number().optional(),
  /** Of an acknowledgement. */
  atMs: z.number().optional(),
  /** Of something unclear: what came close to it, masked. */
  close: z.array(CameClose).readonly().optional(),
  /** What was said, masked. */
  evidence: z.array(z.looseObject({ words: z.string() })).optional(),
});
export type ShownVerdict = z.infer<typeof ShownVerdict>;

/** What is known of one interaction: while it lives from its state, afterwards from its outcome. */
export const ShownJudgement = z.object({
  disclosures: z.record(z.string(), ShownVerdict),
  prohibited: z
    .array(z.looseObject({ id: z.string(), match: z.looseObject({ words: z.string(), heardAtMs: z.number() }) }))
    .readonly(),
});
export type ShownJudgement = z.infer<typeof ShownJudgement>;
