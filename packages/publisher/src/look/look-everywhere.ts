import type { Look, LookResult, OtherLooks, TakenLookJob } from './look.js';

type Ended = LookResult | { kind: 'failed'; error: unknown };

/** How soon to look again at an interaction of which one outlet is held: a hold ended early is noticed this soon. */
const HELD_MS = 2000;

/**
 * Looks at an interaction on each outlet, side by side: no outlet waits for another, and each keeps what it shows to itself. The first
 * ends the look, once all of it is done.
 */
export function createLookEverywhere(first: Look, others: readonly Look[]): (job: TakenLookJob) => Promise<LookResult> {
  if (others.length === 0) return first;
  return async function lookEverywhere(job) {
    const elsewhere = Promise.all(
      others.map((look) => look(job).catch((error: unknown): Ended => ({ kind: 'failed', error }))),
    );
    let own: LookResult;
    try {
      own = await first(job, elsewhere.then(summary));
    } finally {
      await elsewhere; // while this job is locked, nobody repeats its requests
    }
    const ends = await elsewhere;
    const failed = ends.find((end) => end.kind === 'failed');
    if (failed !== undefined) throw failed.error;
    return own.kind === 'left' ? own : joined([own, ...ends.filter((end) => end.kind !== 'failed')]);
  };
}

function summary(ends: readonly Ended[]): OtherLooks {
  const done = ends.filter((end) => end.kind === 'done');
  const moments = done.flatMap(({ remindAtUs }) => remindAtUs ?? []);
  return {
    areDone: done.length === ends.length,
    remindAtUs: moments.length === 0 ? undefined : Math.min(...moments),
    lookRevision: Math.min(...done.map(({ lookRevision = Infinity }) => lookRevision)),
  };
}

/** The queue is held only if every outlet is. */
function joined(results: readonly LookResult[]): LookResult {
  const waits = results.flatMap((result) => (result.kind === 'done' ? [] : [result]));
  if (waits.length === 0) return { kind: 'done' };
  const forMs = Math.min(...waits.map(({ kind, forMs: ms }) => (kind === 'held' ? Math.min(ms, HELD_MS) : ms)));
  const areHeld = waits.length === results.length && waits.every(({ kind }) => kind === 'held');
  return { kind: areHeld ? 'held' : 'wait', forMs };
}
