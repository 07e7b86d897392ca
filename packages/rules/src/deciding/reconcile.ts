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
import type { CueAction, CueContent, Judgement } from './verdict.js';

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
  /** Whether cues can be resolved. */
  readonly resolve: boolean;
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

  const candidates = [...prohibitedCues({ ...context, desktop: noted }), ...missingCues(context)].sort(
    (a, b) => Number(b.priority === 'critical') - Number(a.priority === 'critical'),
  );
  const lastPostedAtUs = Math.max(...desktop.cues.map((cue) => cue.postedAtUs));
  let wait: CueAction | undefined;
  for (const cue of candidates) {
    if (isCapped(pack, desktop, cue.priority)) {
      noted.heldBack = [...new Set([...noted.heldBack, ...cue.items])];
    } else if (cue.priority !== 'critical' && nowUs < lastPostedAtUs + toUs(pack.limits.quietMs)) {
      wait = { kind: 'wait', untilUs: lastPostedAtUs + toUs(pack.limits.quietMs) };
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
  posted: { key: string; cueId?: string | undefined; nowUs: number; soft?: boolean | undefined; shadow?: boolean },
): Desktop {
  const { key, cueId, nowUs, soft = false, shadow = false } = posted;
  const record: PostedCue = { key, kind: cue.kind, items: [...cue.items], postedAtUs: nowUs, open: true };
  const marks = {
    ...(cueId === undefined ? {} : { cueId }),
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
export function nextReminderAtUs(pack: Pack, judgement: Judgement, desktop: Desktop): number | undefined {
  const moments = pack.disclosures
    .filter(
      (rule) => judgement.disclosures[rule.id]?.kind === 'due' && !isCapped(pack, desktop, highestPriority([rule])),
    )
    .flatMap((rule) => reminderAtUs(rule, desktop) ?? []);
  return moments.length > 0 ? Math.min(...moments) : undefined;
}

function isCapped(pack: Pack, desktop: Desktop, priority: Priority | undefined): boolean {
  return priority !== 'critical' && desktop.cues.length >= pack.limits.cuesPerInteraction;
}

function reminderAtUs({ id, remind }: Disclosure, desktop: Desktop): number | undefined {
  const naming = desktop.cues.filter((cue) => cue.kind === 'missing' && cue.items.includes(id));
  const latest = naming.at(-1);
  if (remind === undefined || latest === undefined || naming.length > remind.max) return undefined;
  return latest.postedAtUs + toUs(remind.everyMs);
}

function missingCues(context: ReconcileContext): CueContent[] {
  const { pack, judgement, desktop, nowUs, unclear = {} } = context;
  const rules = pack.disclosures.filter((rule) => {
    if (rule.cue === 'off' || judgement.disclosures[rule.id]?.kind !== 'due') return false;
    if (isRefused(desktop, 'missing', rule.id, context)) return false;
    const isUp = desktop.cues.some((cue) => cue.open && cue.kind === 'missing' && cue.items.includes(rule.id));
    return !isUp || (reminderAtUs(rule, desktop) ?? Infinity) <= nowUs;
  });
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

/** A cue is resolved when nothing it asked for is owed any more. */
function resolution({ judgement, desktop, resolve }: ReconcileContext): CueAction | undefined {
  if (!resolve) return undefined;
  const done = desktop.cues.find(
    ({ open, kind, cueId, items }) =>
      open &&
      kind === 'missing' &&
      cueId !== undefined &&
      items.every((id) => judgement.disclosures[id]?.kind !== 'due'),
  );
  return done?.cueId === undefined ? undefined : { kind: 'resolve', key: done.key, cueId: done.cueId };
}
