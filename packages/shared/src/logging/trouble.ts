import type { Log } from './log.js';
import { createOnce } from './once.js';

export interface TroubleContext {
  readonly log: Log;
  /** What to log once it is over: `redis takes writes again`. */
  readonly over: string;
  /** A monotonic clock, in ms. */
  readonly now?: () => number;
}

/**
 * Follows one kind of trouble that several parts of a process may have at a time: its end is logged once, when the last of
 * them is rid of it, with `afterMs`, by which `cueline up` knows it for an all-clear.
 */
export function createTrouble({ log, over, now = () => performance.now() }: TroubleContext) {
  const troubled = new Set<unknown>();
  let isNews = createOnce();
  let sinceMs = 0;
  return {
    /** A part has it, as `what` says; returns whether that is news, and so worth a line in the log. */
    begin(part: unknown, what: string): boolean {
      if (troubled.size === 0) sinceMs = now();
      troubled.add(part);
      return isNews(what);
    },
    /** A part no longer has it, if it had. */
    end(part: unknown): void {
      if (!troubled.delete(part) || troubled.size > 0) return;
      isNews = createOnce();
      log.info({ afterMs: Math.round(now() - sinceMs) }, over);
    },
  };
}
export type Trouble = ReturnType<typeof createTrouble>;
