import { type InteractionState, judge, owedFor, type Pack } from '@cueline/rules';
import { type StoredDesktop, toMs } from '@cueline/shared';

/** Something that an agent owes, or has said and must not say. Times are in ms of Redis' clock. */
export interface CallItem {
  readonly id: string;
  readonly title: string;
  /**
   * `due`: owed and not said in time; `wrong`: said with another value; `pending`: not said yet, and still in time;
   * `declined`, `unanswered`: the customer did not agree, or not answer; `said`: prohibited, and said.
   */
  readonly kind: 'due' | 'wrong' | 'declined' | 'unanswered' | 'pending' | 'said';
  /** When it was due, is due, or was said; absent when it is owed by the end of the call. */
  readonly atMs?: number;
  /** When the agent was cued for it last. */
  readonly cuedAtMs?: number;
  /** Whether nobody saw that cue. */
  readonly isShadow?: boolean;
}

/** A call that is on. Times are in ms of Redis' clock. */
export interface LiveCall {
  readonly interactionId: string;
  readonly agent?: string;
  readonly firstHeardAtMs: number;
  readonly lastHeardAtMs: number;
  readonly attributes: Readonly<Record<string, string>>;
  /** The most urgent first. */
  readonly items: readonly CallItem[];
  /** Ids of the disclosures that have been said, in time or late. */
  readonly said: readonly string[];
}

/** A disclosure that has been said, or ticked off by hand. */
export interface MadeItem {
  readonly id: string;
  readonly title: string;
  readonly kind: 'satisfied' | 'late' | 'acknowledged';
  readonly atMs: number;
}

/** The disclosures that have been said, in the order of the pack. */
export function madeItems({ pack, state }: Pick<StoredCall, 'pack' | 'state'>, watermarkUs: number): MadeItem[] {
  const { disclosures } = judge(pack, state, watermarkUs);
  return pack.disclosures.flatMap(({ id, title }): MadeItem[] => {
    const verdict = disclosures[id];
    if (verdict?.kind === 'acknowledged') return [{ id, title, kind: 'acknowledged', atMs: toMs(verdict.atUs) }];
    if (verdict?.kind !== 'satisfied' && verdict?.kind !== 'late') return [];
    return [{ id, title, kind: verdict.kind, atMs: toMs(verdict.saidAtUs) }];
  });
}

/** What is stored of a call. */
export interface StoredCall {
  readonly interactionId: string;
  readonly pack: Pack;
  readonly state: InteractionState;
  readonly desktop: StoredDesktop;
}

/** What a call owes, now that everything up to `watermarkUs` has been heard. */
export function liveCallOf({ interactionId, pack, state, desktop }: StoredCall, watermarkUs: number): LiveCall {
  const judgement = judge(pack, state, watermarkUs);
  const attributes = attributesOf(state);
  const cuedFor = (id: string) => {
    const cue = desktop.cues.findLast(({ items }) => items.includes(id));
    return cue === undefined ? {} : { cuedAtMs: cue.postedAtMs, ...(cue.shadow === true ? { isShadow: true } : {}) };
  };
  const owed = pack.disclosures.flatMap(({ id, title }): CallItem[] => {
    const verdict = judgement.disclosures[id];
    const reason = owedFor(verdict);
    if (reason !== undefined) {
      const kind = reason.kind === 'missing' || reason.kind === 'prohibited' ? 'due' : reason.kind;
      return [{ id, title, kind, atMs: toMs(reason.atUs), ...cuedFor(id) }];
    }
    if (verdict?.kind !== 'pending') return [];
    const atMs = verdict.dueAtUs === undefined ? {} : { atMs: toMs(verdict.dueAtUs) };
    return [{ id, title, kind: 'pending', ...atMs, ...cuedFor(id) }];
  });
  const prohibited = pack.prohibited.flatMap(({ id, title }): CallItem[] => {
    const heard = judgement.prohibited.findLast((each) => each.id === id);
    return heard === undefined ? [] : [{ id, title, kind: 'said', atMs: toMs(heard.match.heardAtUs), ...cuedFor(id) }];
  });
  const agent = agentIn(attributes);
  return {
    interactionId,
    ...(agent === undefined ? {} : { agent }),
    firstHeardAtMs: toMs(state.firstHeardAtUs),
    lastHeardAtMs: toMs(state.lastHeardAtUs),
    attributes,
    items: [...owed, ...prohibited].toSorted(
      (a, b) => rank(a) - rank(b) || (a.atMs ?? Infinity) - (b.atMs ?? Infinity),
    ),
    said: Object.entries(judgement.disclosures)
      .filter(([, { kind }]) => kind === 'satisfied' || kind === 'late' || kind === 'acknowledged')
      .map(([id]) => id),
  };
}

/** The attributes of a call as they are now. */
export function attributesOf({ attributes }: InteractionState): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, changes]) => {
      const value = changes.at(-1)?.[1];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** Calls that owe something come first, those that have owed it the longest before the others; then by what is due next. */
export function byUrgency(a: LiveCall, b: LiveCall): number {
  const [first, second] = [a.items[0], b.items[0]];
  return rank(first) - rank(second) || compareTimes(first?.atMs, second?.atMs) || a.firstHeardAtMs - b.firstHeardAtMs;
}

/** What a person can still mend comes before what has been said. */
const RANKS = { due: 0, wrong: 0, declined: 0, unanswered: 0, pending: 1, said: 2 } as const;
const rank = (item: CallItem | undefined) => (item === undefined ? 3 : RANKS[item.kind]);

function compareTimes(a = Infinity, b = Infinity): number {
  return a === b ? 0 : a - b;
}

const AGENT = /^agent(?:[ _-]?(?:name|id))?$/i;

/** Who the agent is. No attribute is fixed: CXone's tenants name the agent in their own ways. */
export const agentIn = (attributes: Readonly<Record<string, string>>): string | undefined => valueOf(attributes, AGENT);

/** All names and ids of the agent. */
export const agentsIn = (attributes: Readonly<Record<string, string>>): string[] =>
  Object.entries(attributes).flatMap(([name, value]) => (AGENT.test(name) ? [value] : []));

/** Which skill or queue a call is of. */
export const skillIn = (attributes: Readonly<Record<string, string>>): string | undefined =>
  valueOf(attributes, /^(?:skill|queue)(?:[ _-]?(?:name|id))?$/i);

function valueOf(attributes: Readonly<Record<string, string>>, pattern: RegExp): string | undefined {
  const names = Object.keys(attributes).filter((name) => pattern.test(name));
  const name = names.find((each) => /name/i.test(each)) ?? names[0];
  return name === undefined ? undefined : attributes[name];
}
