import type { Answered, Compared, Recorded, ReviewAnswer, Reviewed } from '../contract/analysis.js';
import type { Pack } from '@cueline/rules';
import type { Call } from '@cueline/simulator/calls';

/** Calls that were read from the archive, or a file of them. */
export type TaskCalls =
  | { readonly from: 'archive'; readonly calls: readonly Call[]; readonly isCut: boolean }
  | Extract<Recorded, { from: 'file' }>;

/** What the worker does. */
export interface Task {
  readonly kind: 'compare' | 'review' | 'answer';
  readonly calls: TaskCalls;
  /** The rules in force. */
  readonly pack: Pack;
  /** The text of a rule file. */
  readonly draft?: string | undefined;
  readonly answers?: readonly ReviewAnswer[] | undefined;
  /** The path of the file that the draft takes the place of: what it includes lies beside it. */
  readonly rulesFile?: string | undefined;
}
export type TaskResult = Compared | Reviewed | Answered;
