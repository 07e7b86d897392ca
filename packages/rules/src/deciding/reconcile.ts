import { toUs } from '@cueline/shared/time';
import type { Desktop, PostedCue } from './desktop.js';
import {
  highestPriority,
  type Disclosure,
  type Pack,
  type Priority,
  type Prohibited,
  type UnclearCue,
} from '../pack/pack.js';
import { isRefused, withoutItems } from './refusals.js';
import type { Unclear } from './unclear.js';
import { type CueAction, type CueContent, type CueKind, type Judgement, owedFor, type Verdict } from './verdict.js';

export interface ReconcileContext {
  readonly pack: Pack;
  readonly judgement: Judgement;
  /** Of which disclosures it is unclear whether they were said. */
  readonly unclear?: Unclear;
  readonly desktop: Desktop;
  /** Whether its end frame was heard: then nothing is cued any more. */
  readonly ended: boolean;
  /** Redis' clock. */
  readonly nowUs: number;
  /** When it was last heard. A refused cue is tried again only if that was later than the refusal. */
  readonly heardAtUs: number;
  /** A prohibited phrase heard longer ago than this is no longer cued. */
  readonly cueMaxAgeUs: number;
  /** Whether the agent is in the middle of an utterance. */
  readonly isTalking?: boolean;
  /** Whether cues can be resolved. */
  readonly resolve: boolean;
  /** Who the agent is now, if the outlet addresses agents and that is known. */
  readonly agent?: string | undefined;
}

/**
 * Finds the next step that brings the desktop to what is owed; to be asked again after each step.
 * The desktop that comes back also knows what was dropped as stale or held back by the cap just now.
 */
export function reconcile(context: ReconcileContext): { action: CueAction; desktop: Desktop } {
  const { pack, desktop, ended, nowUs } = context;
  if (ended) return { action: { kind: 'none' }, desktop };
  const stale = staleItems(context);
  const noted: Desktop = { ...desktop, stale: [...desktop.stale, ...stale] };

  const candidates = [
    ...prohibitedCues({ ...context, desktop: noted }),
    ...missingCues(context),
    ...saidCues(context, 'wrong'),
    ...saidCues(context, 'declined'),
    ...saidCues(context, 'unanswered'),
  ].sort((a, b) => Number(b.priority === 'critical') - Number(a.priority === 'critical'));
  const lastPostedAtUs = Math.max(...desktop.cues.map((cue) => cue.postedAtUs));
  const held = heldUntilUs(context);
  let wait: CueAction | undefined = held === undefined ? undefined : { kind: 'wait', untilUs: held };
  for (const cue of candidates) {
    if (isCapped(pack, desktop, cue.priority)) {
      noted.heldBack = [...new Set([...noted.heldBack, ...cue.items])];
    } else if (cue.priority !== 'critical' && nowUs < lastPostedAtUs + toUs(pack.limits.quietMs)) {
      const quietUntilUs = lastPostedAtUs + toUs(pack.limits.quietMs);
      wait = { kind: 'wait', untilUs: Math.min(quietUntilUs, held ?? Infinity) };
    } else {
      return { action: { kind: 'post', cue }, desktop: noted };
    }
  }
  return { action: resolution(context) ?? wait ?? { kind: 'none' }, desktop: noted };
}

/** The desktop once a cue was posted. */
export function afterPost(
  desktop: Desktop,
  cue: Pick<CueContent, 'kind' | 'items'>,
  posted: Pick<PostedCue, 'key' | 'cueId' | 'to'> & { nowUs: number; soft?: boolean | undefined; shadow?: boolean },
): Desktop {
  const { key, cueId, to, nowUs, soft = false, shadow = false } = posted;
  const record: PostedCue = { key, kind: cue.kind, items: [...cue.items], postedAtUs: nowUs, open: true };
  const marks = {
    ...(cueId === undefined ? {} : { cueId }),
    ...(to === undefined ? {} : { to }),
    ...(soft ? { soft } : {}),
    ...(shadow ? { shadow } : {}),
  };
  const { refused, ...others } = desktop;
  return {
    ...others,
    ...(refused === undefined ? {} : { refused: withoutItems(refused, cue) }),
    cues: [...desktop.cues, { ...record, ...marks }],
  };
}

/** The desktop once a cue was resolved. */
export function afterResolve(desktop: Desktop, key: string): Desktop {
  return { ...desktop, cues: desktop.cues.map((cue) => (cue.key === key ? { ...cue, open: false } : cue)) };
}

/** When the next reminder of something still owed is due (µs of Redis' clock), if any. */
export function nextReminderAtUs(
  pack: Pack,
  judgement: Judgement,
  desktop: Desktop,
  agent?: string,
): number | undefined {
  const moments = pack.disclosures
    .filter(
      (rule) => judgement.disclosures[rule.id]?.kind === 'due' && !isCapped(pack, desktop, highestPriority([rule])),
    )
    .flatMap((rule) => reminderAtUs(rule, shownTo(agent, desktop), judgement.disclosures[rule.id]) ?? []);
  return moments.length > 0 ? Math.min(...moments) : undefined;
}

function isCapped(pack: Pack, desktop: Desktop, priority: Priority | undefined): boolean {
  return priority !== 'critical' && desktop.cues.length >= pack.limits.cuesPerInteraction;
}

/** The cues that the agent of now sees: others were shown to one before. */
const shownTo = (agent: string | undefined, { cues }: Desktop): PostedCue[] =>
  cues.filter(({ to = agent }) => agent === undefined || to === agent);

function reminderAtUs(
  { id, remind }: Disclosure,
  shown: readonly PostedCue[],
  verdict: Verdict | undefined,
): number | undefined {
  const naming = shown.filter((cue) => cue.kind === 'missing' && cue.items.includes(id) && isOfRound(cue, verdict));
  const latest = naming.at(-1);
  if (remind === undefined || latest === undefined || naming.length > remind.max) return undefined;
  return latest.postedAtUs + toUs(remind.everyMs);
}

function missingCues(context: ReconcileContext): CueContent[] {
  const { desktop, judgement, nowUs, unclear = {}, agent } = context;
  const shown = shownTo(agent, desktop);
  const isReminded = (rule: Disclosure) =>
    (reminderAtUs(rule, shown, judgement.disclosures[rule.id]) ?? Infinity) <= nowUs;
  const rules = owedRules(context, 'missing').filter(
    (rule) => (!isUp(context, 'missing', rule) || isReminded(rule)) && !isHeld(context, rule),
  );
  const closeTo = (id: string) => (Object.hasOwn(unclear, id) ? unclear[id] : undefined);
  const cuedAs = (how: UnclearCue) =>
    rules.filter((rule) => (closeTo(rule.id) === undefined ? 'cue' : rule.unclear?.cue) === how);
  const [missing, soft] = [cuedAs('cue'), cuedAs('soft')];
  const close = soft.flatMap(({ id }) => closeTo(id) ?? []);
  return [
    ...(missing.length > 0 ? [cueFor('missing', missing)] : []),
    ...(soft.length > 0 ? [{ ...cueFor('missing', soft), priority: 'low' as const, close }] : []),
  ];
}

/** How soon to look again whether the agent is still talking. */
const TALKING_US = 500_000;

/** Until when to wait with cues because the agent is talking; undefined if there is none to wait with. */
function heldUntilUs(context: ReconcileContext): number | undefined {
  const moments = owedRules(context, 'missing')
    .filter((rule) => !isUp(context, 'missing', rule) && isHeld(context, rule))
    .map((rule) => heldToUs(context, rule));
  return moments.length === 0 ? undefined : Math.min(context.nowUs + TALKING_US, ...moments);
}

/** Whether the cue of a rule waits because the agent is talking: perhaps says just this. */
function isHeld(context: ReconcileContext, rule: Disclosure): boolean {
  return context.isTalking === true && context.nowUs < heldToUs(context, rule);
}

/** Until when the cue of a rule may wait. */
function heldToUs({ judgement }: ReconcileContext, { id, holdMs = 0 }: Disclosure): number {
  return (owedFor(judgement.disclosures[id])?.atUs ?? -Infinity) + toUs(holdMs);
}

/** What was said with another value, or without the customer's consent; each has a cue of its own. */
function saidCues(context: ReconcileContext, kind: CueKind): CueContent[] {
  return owedRules(context, kind)
    .filter((rule) => !isUp(context, kind, rule))
    .map((rule) => {
      const verdict = context.judgement.disclosures[rule.id];
      return { ...cueFor(kind, [rule]), ...(verdict?.kind === 'wrong' && { values: verdict.values }) };
    });
}

/** The disclosures that are to be cued for this reason, unless they are already. */
function owedRules(context: ReconcileContext, kind: CueKind): Disclosure[] {
  const { pack, judgement, desktop } = context;
  return pack.disclosures.filter(
    ({ id, cue }) =>
      cue !== 'off' && owedFor(judgement.disclosures[id])?.kind === kind && !isRefused(desktop, kind, id, context),
  );
}

const isUp = ({ desktop, judgement, agent }: ReconcileContext, kind: CueKind, { id }: Disclosure): boolean =>
  shownTo(agent, desktop).some(
    (cue) => cue.open && cue.kind === kind && cue.items.includes(id) && isOfRound(cue, judgement.disclosures[id]),
  );

/** Of what is owed anew, only cues count that were posted since it is owed this time. */
function isOfRound({ postedAtUs }: PostedCue, verdict: Verdict | undefined): boolean {
  return verdict?.round === undefined || postedAtUs >= (owedFor(verdict)?.atUs ?? Infinity);
}

function prohibitedCues(context: ReconcileContext): CueContent[] {
  const { pack, judgement, desktop } = context;
  const handled = new Set([...desktop.stale, ...cuedPhrases(desktop)]);
  return pack.prohibited
    .filter(({ id, cue }) => cue !== 'off' && !handled.has(id) && judgement.prohibited.some((heard) => heard.id === id))
    .filter(({ id }) => !isRefused(desktop, 'prohibited', id, context))
    .map((rule) => cueFor('prohibited', [rule]));
}

function staleItems({ judgement, desktop, nowUs, cueMaxAgeUs }: ReconcileContext): string[] {
  const handled = new Set([...desktop.stale, ...cuedPhrases(desktop)]);
  const latest = new Map(judgement.prohibited.map(({ id, match }) => [id, match.heardAtUs]));
  return [...latest].filter(([id, heardAtUs]) => !handled.has(id) && heardAtUs < nowUs - cueMaxAgeUs).map(([id]) => id);
}

function cuedPhrases(desktop: Desktop): string[] {
  return desktop.cues.filter((cue) => cue.kind === 'prohibited').flatMap((cue) => cue.items);
}

function cueFor(kind: CueContent['kind'], rules: readonly (Disclosure | Prohibited)[]): CueContent {
  return {
    kind,
    items: rules.map(({ id }) => id),
    titles: rules.map(({ title }) => title),
    texts: rules.flatMap(({ cue }) => (cue === 'off' ? [] : (cue.text ?? []))),
    priority: highestPriority(rules) ?? 'high',
  };
}

/**
 * A cue is resolved when there is no reason for it any more; what was said stays said. One that was shown to an agent before the one of now is
 * resolved in any case.
 */
function resolution({ judgement, desktop, resolve, agent }: ReconcileContext): CueAction | undefined {
  if (!resolve) return undefined;
  const shown = shownTo(agent, desktop);
  const done = desktop.cues.find((cue) => {
    const isReason = (id: string) => {
      const verdict = judgement.disclosures[id];
      return owedFor(verdict)?.kind === cue.kind && isOfRound(cue, verdict);
    };
    const isOver = cue.kind !== 'prohibited' && !cue.items.some(isReason);
    return cue.open && cue.cueId !== undefined && (isOver || !shown.includes(cue));
  });
  if (done?.cueId === undefined) return undefined;
  return { kind: 'resolve', key: done.key, cueId: done.cueId, ...(done.to === undefined ? {} : { to: done.to }) };
}
