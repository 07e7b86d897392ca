import {
  byUrgency,
  type CallItem,
  type Known,
  liveCallOf,
  madeItems,
  type ReadCall,
  skillIn,
  unheardOf,
} from '@cueline/operate';
import { mask, type Pack } from '@cueline/rules';
import { type Gap, type StoredDesktop, toUs } from '@cueline/shared';
import type { CallRow, Chip, Urgency } from '../contract/live.js';

/** A live call as consoles show it. */
export interface KnownCall extends Known {
  readonly row: CallRow;
  /** By which scopes and searches decide. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Its id and attributes, a line each, in lower case. */
  readonly searchText: string;
  readonly live: ReturnType<typeof liveCallOf>;
  readonly desktop: StoredDesktop;
  readonly titles: ReadonlyMap<string, string>;
}

/** Judges a call at the watermark, never at the clock: so the console and the pipeline do not differ. */
export function knownCallOf(call: ReadCall, watermarkMs: number, gaps: readonly Gap[]): KnownCall {
  const live = liveCallOf(call, toUs(watermarkMs));
  const { interactionId, agent, attributes, firstHeardAtMs, lastHeardAtMs, items } = live;
  const owed = items.map((item) => chipOf(item, call.unclear));
  const made = madeItems(call, toUs(watermarkMs)).map(({ id, ...chip }): Chip => ({ rule: id, ...chip }));
  const skill = skillIn(attributes);
  return {
    read: call,
    row: {
      id: interactionId,
      ...(agent === undefined ? {} : { agent: mask(agent) }),
      ...(skill === undefined ? {} : { skill: mask(skill) }),
      firstHeardAtMs,
      lastHeardAtMs,
      urgency: urgencyOf(items, call.pack),
      isUnheard: unheardOf(call.state, watermarkMs, gaps) !== undefined,
      chips: [...owed, ...made],
    },
    attributes,
    searchText: [interactionId, ...Object.values(attributes)].join('\n').toLowerCase(),
    turnsAtMs: Math.min(Infinity, ...items.flatMap(({ kind, atMs }) => (kind === 'pending' ? (atMs ?? []) : []))),
    live,
    desktop: call.desktop,
    titles: titlesOf(call.pack),
  };
}

/** By pack: all calls of one share it. */
const titles = new WeakMap<Pack, ReadonlyMap<string, string>>();

function titlesOf(pack: Pack): ReadonlyMap<string, string> {
  const known =
    titles.get(pack) ?? new Map([...pack.disclosures, ...pack.prohibited].map(({ id, title }) => [id, title]));
  titles.set(pack, known);
  return known;
}

function chipOf({ id, title, kind, ...rest }: CallItem, unclear: ReadonlySet<string>): Chip {
  if (kind === 'said') return { rule: id, title, kind: 'prohibited', ...rest };
  return { rule: id, title, kind: kind === 'due' && unclear.has(id) ? 'unclear' : kind, ...rest };
}

const OWED: ReadonlySet<CallItem['kind']> = new Set(['due', 'wrong', 'declined', 'unanswered']);

function urgencyOf(items: readonly CallItem[], { disclosures, prohibited }: Pack): Urgency {
  const isCritical = ({ id }: CallItem) =>
    [...disclosures, ...prohibited].some(
      (rule) => rule.id === id && rule.cue !== 'off' && rule.cue.priority === 'critical',
    );
  const owed = items.filter(({ kind }) => OWED.has(kind));
  if ([...owed, ...items.filter(({ kind }) => kind === 'said')].some(isCritical)) return 'critical';
  if (owed.length > 0) return 'owed';
  return items.some(({ kind }) => kind === 'pending') ? 'pending' : 'clear';
}

const RANKS = { critical: 0, owed: 1, pending: 2, clear: 3 } as const;

/** Critical calls first, then those that have owed something for longest, then by what is due next. */
export function compareCalls(a: KnownCall, b: KnownCall): number {
  const byRank = RANKS[a.row.urgency] - RANKS[b.row.urgency];
  return byRank || byUrgency(a.live, b.live) || (a.row.id < b.row.id ? -1 : 1);
}
