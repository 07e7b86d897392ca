import { agentIn, agentsIn, attributesOf, type ReadCall, unheardOf } from '@cueline/operate';
import { mask } from '@cueline/rules';
import { type Gap, toMs, toUs } from '@cueline/shared';
import type { Shown } from '../contract/panel.js';
import { linesOf } from './lines-of.js';

/** A live call as its agent's panel shows it. */
export interface PanelCall {
  readonly shown: Extract<Shown, { kind: 'call' }>;
  /** By which of these names panels may ask for it. */
  readonly agents: readonly string[];
  readonly lastHeardAtMs: number;
  /** When something turns due, though nothing changes (ms). */
  readonly turnsAtMs: number;
}

/** Judges a call at the watermark, as the pipeline does. */
export function panelCallOf(call: ReadCall, watermarkMs: number, gaps: readonly Gap[]): PanelCall {
  const { state, interactionId } = call;
  const lines = linesOf(call, toUs(watermarkMs));
  const attributes = attributesOf(state);
  const agent = agentIn(attributes);
  const unheard = unheardOf(state, watermarkMs, gaps);
  return {
    shown: {
      kind: 'call',
      id: interactionId,
      ...(agent === undefined ? {} : { agent: mask(agent) }),
      firstHeardAtMs: toMs(state.firstHeardAtUs),
      ...(unheard === undefined ? {} : { unheard }),
      lines,
    },
    agents: agentsIn(attributes),
    lastHeardAtMs: toMs(state.lastHeardAtUs),
    turnsAtMs: Math.min(Infinity, ...lines.flatMap(({ kind, atMs }) => (kind === 'pending' ? (atMs ?? []) : []))),
  };
}
