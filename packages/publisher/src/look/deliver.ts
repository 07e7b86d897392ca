import type { Desktop } from '@cueline/rules';
import { type Log, toMs, toUs } from '@cueline/shared';
import type { Admission } from '../gate/admission.js';
import { conclude } from './conclude.js';
import { CueError } from '../outlet/cue-error.js';
import type { Interactions, InteractionView, WrittenNote } from './interactions.js';
import { requestEvents } from './look-events.js';
import type { Note } from '../outlet/note.js';
import type { Delivery, Outlet } from '../outlet/outlet.js';
import type { LookMetrics } from '../metrics.js';
import type { Resolving } from './resolving.js';

/** The result of a look's step: read the interaction `again`, or the job has to wait. */
export type Delivered = { kind: 'again' } | { kind: 'held'; forMs: number };

export interface DeliverContext {
  readonly interactions: Interactions;
  readonly outlet: Outlet;
  readonly resolving: Resolving;
  readonly metrics: LookMetrics;
  readonly log: Log;
  /** Its name, if it is not the first. */
  readonly name?: string | undefined;
  /** In ms; never goes back. */
  readonly monotonic: () => number;
}

/**
 * Makes one request: asks for admission, writes a note, sends it, records the outcome. While the outcome is unknown the
 * note stays, and whoever finds it repeats exactly that request.
 */
export function createDeliver(context: DeliverContext) {
  const { interactions, outlet, resolving, metrics, log, name, monotonic } = context;

  /**
   * Removes the note of a refused request. A repeated request keeps its note: the first attempt may have been accepted.
   */
  async function forget(view: InteractionView, written: WrittenNote): Promise<void> {
    if (view.note === undefined) await interactions.closeNote(written);
  }

  async function send(
    view: InteractionView,
    written: WrittenNote,
    admission: Extract<Admission, { kind: 'admitted' }>,
  ): Promise<Delivery> {
    const stopTimer = metrics.requestSeconds.startTimer();
    try {
      const { interactionId } = view;
      const request = {
        interactionId,
        note: written.note,
        isHeard: isHeard(view),
        isRepeated: view.note !== undefined,
      };
      const delivery = await outlet.send(request, admission);
      if (delivery.kind === 'held') await forget(view, written);
      return delivery;
    } catch (error) {
      if (error instanceof CueError) {
        error.interactionId = view.interactionId;
        if (!error.mayBeTaken) await forget(view, written);
      }
      throw error;
    } finally {
      stopTimer();
      await admission.over();
    }
  }

  return async function deliver(view: InteractionView, desktop: Desktop, note: Note): Promise<Delivered> {
    const startedAtMs = monotonic();
    const admission = await outlet.admit();
    if (admission.kind === 'held') return admission;
    const written = await interactions.writeNote(view, note);
    if (written === undefined || !admission.isCurrent()) {
      await admission.over();
      return { kind: 'again' };
    }
    const delivery = await send(view, written, admission);
    if (delivery.kind === 'held') return delivery;
    if (delivery.kind === 'unsupported') resolving.turnOff(delivery.status);

    const { interactionId } = view;
    const nowUs = view.nowUs + toUs(Math.round(monotonic() - startedAtMs));
    const concluded = conclude(delivery, { interactionId, note, desktop, nowUs });
    const { outcome, desktop: shown, deadLetter } = concluded;
    const { status } = statusOf(delivery);
    const events = requestEvents(concluded, { note, before: view.desktop, nowUs, status });
    const dropped = await interactions.closeNote(written, { desktop: shown, deadLetter, events });
    if (dropped !== undefined) {
      metrics.cues.inc({ outcome });
      if (outcome === 'posted' && note.kind !== 'resolve' && note.owedAtMs !== undefined)
        metrics.cueDelay.observe({ kind: note.kind }, (toMs(nowUs) - note.owedAtMs) / 1000);
      metrics.deadDropped.inc(dropped);
      metrics.countDropped(view.desktop, shown);
      const told = {
        interactionId,
        ...(name === undefined ? {} : { outlet: name }),
        revision: view.lookRevision,
        key: note.key,
        kind: note.kind,
        ...asked(note, nowUs),
        outcome,
        ...(status === undefined ? {} : { status }),
        tookMs: Math.round(monotonic() - startedAtMs),
      };
      if (deadLetter !== undefined) log.error(told, 'cue became a dead letter');
      else if (outcome === 'refused') log.warn(told, 'cue refused: its call is still heard');
      else log.info(told, 'cue handled');
      if (dropped > 0) log.error({ dropped }, 'there are too many dead letters, the oldest are dropped');
    }
    return { kind: 'again' };
  };
}
export type Deliver = ReturnType<typeof createDeliver>;

/** Longer than most pauses in a call; a call that is silent for longer may have ended in CXone. */
const HEARD_LATELY_US = 30_000_000;

function isHeard({ ended, nowUs, state }: InteractionView): boolean {
  return !ended && nowUs - state.lastHeardAtUs < HEARD_LATELY_US;
}

/** What the log says of a request: the rules it is about, and how late it was (ms). */
function asked(note: Note, nowUs: number): { rules?: string[]; lateMs?: number } {
  if (note.kind === 'resolve') return {};
  return { rules: note.items, ...(note.owedAtMs === undefined ? {} : { lateMs: toMs(nowUs - toUs(note.owedAtMs)) }) };
}

function statusOf(delivery: Delivery): { status?: number } {
  return 'status' in delivery ? { status: delivery.status } : {};
}
