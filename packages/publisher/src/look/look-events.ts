import type { Desktop } from '@cueline/rules';
import { type StoredEvent, toMs } from '@cueline/shared';
import type { Note } from '../outlet/note.js';
import type { Concluded } from './conclude.js';

/** What a publisher did about an interaction. */
export type LookEvent = Omit<StoredEvent, 'by'>;

const WHAT = {
  posted: 'posted',
  resolved: 'withdrawn',
  shadowed: 'shadowed',
  refused: 'refused',
  interaction_ended: 'refused',
  dead_letter: 'refused',
  resolve_unsupported: undefined,
} as const satisfies Record<Concluded['outcome'], StoredEvent['what'] | undefined>;

/** What a request did, and what was dropped when it was decided. */
export function requestEvents(
  { outcome, desktop }: Concluded,
  { note, before, nowUs, status }: { note: Note; before: Desktop; nowUs: number; status: number | undefined },
): LookEvent[] {
  const what = WHAT[outcome];
  const items =
    note.kind === 'resolve' ? (before.cues.find(({ key }) => key === note.cueKey)?.items ?? []) : note.items;
  const detail = [
    ...(status === undefined ? [] : [`${status}`]),
    ...(outcome === 'dead_letter' ? ['not tried again'] : []),
    ...(outcome === 'interaction_ended' ? ['the call has ended'] : []),
  ].join(', ');
  const done = what === undefined ? [] : [{ atMs: toMs(nowUs), what, items, detail }];
  return [...droppedEvents(before, desktop, nowUs), ...done];
}

/** What a look did that made no request. */
export function lookEvents(
  {
    before,
    after,
    owed,
    waitMs,
  }: { before: Desktop; after: Desktop; owed: readonly string[]; waitMs: number | undefined },
  nowUs: number,
): LookEvent[] {
  const dropped = droppedEvents(before, after, nowUs);
  if (dropped.length > 0) return dropped;
  const detail = waitMs === undefined ? '' : `waits for ${(waitMs / 1000).toFixed(1)} s`;
  return [{ atMs: toMs(nowUs), what: 'looked', items: [...owed], detail }];
}

function droppedEvents(before: Desktop, after: Desktop, nowUs: number): LookEvent[] {
  const event = (what: 'stale' | 'held back', known: readonly string[], now: readonly string[]): LookEvent[] => {
    const items = now.slice(known.length);
    return items.length === 0 ? [] : [{ atMs: toMs(nowUs), what, items, detail: '' }];
  };
  return [...event('stale', before.stale, after.stale), ...event('held back', before.heldBack, after.heldBack)];
}
