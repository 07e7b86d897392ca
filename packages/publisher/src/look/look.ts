import {
  hasHold,
  type CueContent,
  type Desktop,
  judge,
  type Judgement,
  nextReminderAtUs,
  nextRetryAtUs,
  owedFor,
  reconcile,
} from '@cueline/rules';
import { type InteractionId, toMs } from '@cueline/shared';
import { cueBody } from './cue-body.js';
import { cueKey } from './cue-key.js';
import type { Deliver, Delivered } from './deliver.js';
import type { Interactions, InteractionView } from './interactions.js';
import type { Asks } from '../outlet/cue-outlet.js';
import { factsFor } from './facts-for.js';
import type { JobLocks } from './job-locks.js';
import { lookEvents } from './look-events.js';
import type { Notify } from './notify.js';
import type { Note } from '../outlet/note.js';
import type { Packs } from './packs.js';
import type { LookMetrics } from '../metrics.js';
import type { Resolving } from './resolving.js';

/** A look job to process: which interaction to look at, and the lock that shows the job is ours. */
export interface TakenLookJob {
  readonly interactionId: InteractionId;
  readonly jobId: string;
  /** Token of BullMQ's lock on the job. */
  readonly token: string;
}

/** How a look ended. `held`: the whole queue has to wait; `wait`: only this job; `left`: a later release has to. */
export type LookResult =
  | { kind: 'done'; remindAtUs?: number | undefined; lookRevision?: number }
  | { kind: 'wait' | 'held' | 'left'; forMs: number };

/** What looks on other outlets have come to. */
export interface OtherLooks {
  /** Whether all that is owed is done there. */
  readonly areDone: boolean;
  /** When the next reminder is due there. */
  readonly remindAtUs: number | undefined;
  /** The least of the look revisions at which they were done: what was requested later, they have not seen. */
  readonly lookRevision: number;
}

export interface LookContext {
  readonly interactions: Interactions;
  readonly packs: Packs;
  readonly locks: JobLocks;
  readonly deliver: Deliver;
  /** What the outlet's requests say beside the cue. */
  readonly asks?: Asks | undefined;
  readonly resolving: Resolving;
  readonly metrics: LookMetrics;
  /** Tells supervisors; absent if nobody is told of anything. */
  readonly notify?: Notify | undefined;
  /** A prohibited phrase heard longer ago is no longer cued. */
  readonly cueMaxAgeUs: number;
}

/** How soon to look again while another publisher is making a request for the same interaction. */
const CONTENDED_MS = 250;

/** What only a later release can look at stays for its publishers. */
export const LEFT = { kind: 'left', forMs: 1000 } as const satisfies LookResult;

/** How soon to look again at an interaction that is about to end by silence. */
const ENDING_MS = 1000;

/** How soon to look again whether it is known whose desktop a cue is for. */
const ADDRESS_MS = 1000;

/** Brings one interaction's desktop in line with what is owed, step by step. */
export function createLook(context: LookContext) {
  const { interactions, locks, deliver, resolving } = context;

  /**
   * Handles a note that was found: waits if another publisher is still at work on it; otherwise its outcome is unknown,
   * and the request is repeated.
   */
  async function repeat(
    view: InteractionView,
    note: Note,
    { jobId, token }: TakenLookJob,
  ): Promise<Delivered | LookResult> {
    const owner = await locks.read(note.jobId);
    if (owner !== undefined && owner !== token) return { kind: 'wait', forMs: CONTENDED_MS };
    if (note.kind === 'resolve' && !resolving.isOn()) {
      await interactions.closeNote({ ...view, text: view.noteText });
      return { kind: 'again' };
    }
    context.metrics.repeatedNotes.inc();
    return deliver(view, view.desktop, { ...note, jobId, notedAtMs: toMs(view.nowUs) });
  }

  async function proceed(
    view: InteractionView,
    { jobId }: TakenLookJob,
    others: Promise<OtherLooks> | undefined,
  ): Promise<Delivered | LookResult> {
    const { nowUs, ended } = view;
    if (view.isEnding) return { kind: 'wait', forMs: ENDING_MS };
    const pack = await context.packs.read(view.pack);
    const judgement = judge(pack, view.state, view.watermarkUs);
    const facts = factsFor(context.asks, view.state.attributes, nowUs);
    const address = context.asks?.agent === undefined ? undefined : (`attributes.${context.asks.agent}` as const);
    const agent = typeof facts !== 'object' || address === undefined ? undefined : facts[address];
    const { action, desktop } = reconcile({
      pack,
      judgement,
      unclear: view.unclear,
      desktop: view.desktop,
      ended,
      nowUs,
      heardAtUs: view.state.lastHeardAtUs,
      cueMaxAgeUs: context.cueMaxAgeUs,
      isTalking: hasHold(pack) && (await interactions.isTalking(view.interactionId)),
      resolve: resolving.isOn(),
      agent,
    });
    const owed = owedIn(judgement);
    const addressed = action.kind === 'post' || action.kind === 'resolve';
    if (addressed && facts === 'not known') {
      // Not a failure: the call has just begun, or is being transferred.
      return settle({ view, desktop, moments: [], result: { kind: 'wait', forMs: ADDRESS_MS }, owed, others });
    }
    const noted = { jobId, notedAtMs: toMs(nowUs), ...(typeof facts === 'object' ? { facts } : {}) };
    switch (action.kind) {
      case 'post': {
        const { kind, items, close } = action.cue;
        const key = cueKey(view, items, desktop.cues.length);
        const owedAtUs = owedSinceUs(judgement, action.cue);
        const note: Note = {
          ...noted,
          ...(agent === undefined ? {} : { to: agent }),
          kind,
          items: [...items],
          key,
          body: cueBody(action.cue),
          ...(owedAtUs === undefined ? {} : { owedAtMs: toMs(owedAtUs) }),
          ...(close === undefined ? {} : { soft: true }),
        };
        return deliver(view, desktop, note);
      }
      case 'resolve': {
        const { cueId, key, to } = action;
        // it is withdrawn from the agent who sees it
        const known =
          address === undefined || to === undefined ? noted : { ...noted, facts: { ...noted.facts, [address]: to } };
        return deliver(view, desktop, { ...known, kind: 'resolve', key: `${key}-resolved`, cueKey: key, cueId });
      }
      case 'none':
        return settle({
          view,
          desktop,
          moments: [nextReminderAtUs(pack, judgement, desktop, agent), nextRetryAtUs(desktop, judgement, nowUs)],
          result: { kind: 'done' },
          owed,
          others,
        });
      case 'wait':
        return settle({
          view,
          desktop,
          moments: [],
          result: { kind: 'wait', forMs: toMs(action.untilUs - nowUs) },
          owed,
          others,
        });
      default:
        return action satisfies never;
    }
  }

  async function settle({ view, desktop, moments, result, owed, others }: Settling): Promise<Delivered | LookResult> {
    const there = await others;
    // A reminder that is already due is held back by a limit: setting it would wake the next look at once, again and
    // again.
    const toCome = [...moments, there?.remindAtUs]
      .filter((atUs) => atUs !== undefined)
      .filter((atUs) => atUs > view.nowUs);
    const remindAtUs = toCome.length > 0 ? Math.min(...toCome) : undefined;
    const isDone = result.kind === 'done' && there?.areDone !== false;
    const waitMs = result.kind === 'done' ? undefined : result.forMs;
    const events = lookEvents({ before: view.desktop, after: desktop, owed, waitMs }, view.nowUs);
    const lookRevision = Math.min(view.lookRevision, there?.lookRevision ?? Infinity);
    const settled = await interactions.settle({ ...view, lookRevision }, { desktop, remindAtUs, done: isDone, events });
    if (!settled) return { kind: 'again' };
    context.metrics.countDropped(view.desktop, desktop);
    return result.kind === 'done' ? { ...result, remindAtUs, lookRevision } : result;
  }

  /** @param others what looks on other outlets come to; the first outlet alone waits for it, and ends the look */
  return async function look(job: TakenLookJob, others?: Promise<OtherLooks>): Promise<LookResult> {
    for (;;) {
      const view = await interactions.read(job.interactionId);
      if (view === undefined) return { kind: 'done' };
      if (view === 'later') return LEFT;
      await context.notify?.(view);
      const step = view.note === undefined ? await proceed(view, job, others) : await repeat(view, view.note, job);
      if (step.kind !== 'again') return step;
    }
  };
}
export type Look = ReturnType<typeof createLook>;

interface Settling {
  readonly view: InteractionView;
  readonly desktop: Desktop;
  /** When to look again, unless that is past. */
  readonly moments: readonly (number | undefined)[];
  readonly result: LookResult;
  readonly owed: readonly string[];
  readonly others: Promise<OtherLooks> | undefined;
}

/** The disclosures that are owed now. */
const owedIn = ({ disclosures }: Judgement): string[] =>
  Object.entries(disclosures).flatMap(([id, verdict]) => (owedFor(verdict) === undefined ? [] : [id]));

/** When the first item of a cue was due or heard. */
function owedSinceUs({ disclosures, prohibited }: Judgement, { kind, items }: CueContent): number | undefined {
  const moments =
    kind === 'prohibited'
      ? prohibited.filter(({ id }) => items.includes(id)).map(({ match }) => match.heardAtUs)
      : items.flatMap((id) => owedFor(disclosures[id])?.atUs ?? []);
  return moments.length > 0 ? Math.min(...moments) : undefined;
}
