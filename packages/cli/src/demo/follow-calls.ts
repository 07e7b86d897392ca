import { setTimeout as delay } from 'node:timers/promises';
import type { CallView } from './call-view.js';
import type { CallViews } from './call-views.js';
import type { Display } from './display.js';
import type { InteractionsReader } from './interactions-reader.js';

export interface FollowContext {
  /** Ids of the interactions. */
  readonly ids: readonly string[];
  /** Resolves when all calls have been played. */
  readonly played: Promise<void>;
  readonly views: CallViews;
  readonly reader: InteractionsReader;
  readonly display: Display;
  readonly signal: AbortSignal;
}

const REFRESH_MS = 200;
/** How long the pipeline may take to finish once the last call has ended; it takes about a second. */
const FINISH_WITHIN_MS = 20_000;

/** Shows the calls until each has its outcome; returns how they are then. Ends early when it is asked to stop. */
export async function followCalls({ ids, played, views, reader, display, signal }: FollowContext): Promise<CallView[]> {
  let lateMs = Infinity;
  const noteEnd = played.then(() => (lateMs = performance.now() + FINISH_WITHIN_MS));
  for (;;) {
    const known = await reader.read(ids);
    const calls = views.at(Date.now(), known);
    display.show(calls, await reader.backlog());
    const isFinished = reader.countEnded(ids) === ids.length;
    if (isFinished || signal.aborted || performance.now() > lateMs) {
      if (isFinished) await noteEnd;
      return calls;
    }
    await delay(REFRESH_MS, undefined, { signal }).catch(() => undefined);
  }
}
