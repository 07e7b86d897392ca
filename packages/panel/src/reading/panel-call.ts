import { agentIn, agentsIn, attributesOf, type Known, type ReadCall, unheardOf } from '@cueline/operate';
import { mask, type Pack } from '@cueline/rules';
import { type Gap, toMs, toUs } from '@cueline/shared';
import type { Shown } from '../contract/panel.js';
import { linesOf } from './lines-of.js';

/** A live call. While no panel is open on it, no more is kept of it than whose it is. */
export interface PanelCall extends Known {
  readonly id: string;
  /** All calls of a pack share it. */
  readonly pack: Pack;
  readonly agent: string | undefined;
  /** By which of these names panels may ask for it. */
  readonly agents: readonly string[];
  readonly firstHeardAtMs: number;
  readonly lastHeardAtMs: number;
  /** What its panels show; undefined if none is open on it. */
  readonly shown?: Extract<Shown, { kind: 'call' }>;
}

/** Whether a panel is open on a call of this id, or on the calls of an agent of one of these names. */
export type IsLookedAt = (id: string, agents: readonly string[]) => boolean;

/** Judges a call that is looked at, at the watermark, as the pipeline does. */
export function panelCallOf(
  call: ReadCall,
  watermarkMs: number,
  gaps: readonly Gap[],
  isLookedAt: IsLookedAt,
): PanelCall {
  const { state, pack, interactionId: id } = call;
  const attributes = attributesOf(state);
  const named = agentIn(attributes);
  const agent = named === undefined ? undefined : mask(named);
  const agents = agentsIn(attributes);
  const firstHeardAtMs = toMs(state.firstHeardAtUs);
  const outline = { id, pack, agent, agents, firstHeardAtMs, lastHeardAtMs: toMs(state.lastHeardAtUs) };
  if (!isLookedAt(id, agents)) return { ...outline, turnsAtMs: Infinity };
  const lines = linesOf(call, toUs(watermarkMs));
  const unheard = unheardOf(state, watermarkMs, gaps);
  return {
    ...outline,
    read: call,
    shown: {
      kind: 'call',
      id,
      ...(agent === undefined ? {} : { agent }),
      firstHeardAtMs,
      ...(unheard === undefined ? {} : { unheard }),
      lines,
    },
    turnsAtMs: Math.min(Infinity, ...lines.flatMap(({ kind, atMs }) => (kind === 'pending' ? (atMs ?? []) : []))),
  };
}
