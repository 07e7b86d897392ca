import type { Desktop } from '@cueline/rules';
import type { Log } from '@cueline/shared';
import { conclude } from './conclude.js';
import { CueError } from './cue-error.js';
import type { Interactions, InteractionView } from './interactions.js';
import type { Note } from './note.js';
import type { Delivery, Outlet } from './outlet.js';
import type { PublisherMetrics } from './publisher-metrics.js';
import type { Resolving } from './resolving.js';

/** How a step of a look came out: the interaction is to be read `again`, or the job has to wait. */
export type Delivered = { kind: 'again' } | { kind: 'held'; forMs: number };

export interface DeliverContext {
  readonly interactions: Interactions;
  readonly outlet: Outlet;
  readonly resolving: Resolving;
  readonly metrics: PublisherMetrics;
  readonly log: Log;
  /** In ms; never goes back. */
  readonly monotonic: () => number;
}

/**
 * Makes one request: asks for admission, writes it down, sends it, records what became of it.
 * The note stays while the outcome is not known: then whoever finds it repeats exactly that.
 */
export function createDeliver({ interactions, outlet, resolving, metrics, log, monotonic }: DeliverContext) {
  return async function deliver(view: InteractionView, desktop: Desktop, note: Note): Promise<Delivered> {
    const { interactionId } = view;
    const startedAtMs = monotonic();
    const admission = await outlet.admit();
    if (admission.kind === 'held') return admission;
    const written = await interactions.writeNote(view, note);
    if (written === undefined || !admission.isCurrent()) return { kind: 'again' };

    // A request that repeats one of unknown outcome may be refused although the first was taken: its note stays.
    const forget = async () => view.note === undefined && interactions.closeNote(written);
    let delivery: Delivery;
    const stopTimer = metrics.requestSeconds.startTimer();
    try {
      delivery = await outlet.send(interactionId, note, admission);
    } catch (error) {
      if (error instanceof CueError && !error.mayBeTaken) await forget();
      throw error;
    } finally {
      stopTimer();
    }
    if (delivery.kind === 'held') {
      await forget();
      return delivery;
    }

    const nowMs = view.nowMs + Math.round(monotonic() - startedAtMs);
    const concluded = conclude(delivery, { interactionId, note, desktop, nowMs });
    if (delivery.kind === 'unsupported') resolving.turnOff(delivery.status);
    const closed = await interactions.closeNote(written, concluded.desktop, concluded.deadLetter);
    if (closed) {
      metrics.cues.inc({ outcome: concluded.outcome });
      metrics.countDropped(view.desktop, concluded.desktop);
      const told = { interactionId, key: note.key, kind: note.kind, outcome: concluded.outcome };
      if (concluded.deadLetter === undefined) log.info(told, 'cue handled');
      else log.error({ ...told, status: concluded.deadLetter['status'] }, 'cue became a dead letter');
    }
    return { kind: 'again' };
  };
}
export type Deliver = ReturnType<typeof createDeliver>;
