import type { FollowedCall } from '@cueline/operate';
import type { EventStream } from '@cueline/shared';
import type { Beat, Refused, Shown, ShownMessage } from '../contract/panel.js';
import type { PanelTarget } from '../link/link.js';
import type { Follower, Trouble } from '../reading/follow-calls.js';
import type { PanelCall } from '../reading/panel-call.js';

const BEAT_MS = 4_000;

interface Panel {
  readonly stream: EventStream;
  readonly target: PanelTarget;
  /** When its link expires (ms). */
  readonly untilMs: number;
  /** What it shows; undefined: nothing yet. */
  shown: Shown | undefined;
  beat: { atMs: number; trouble: Trouble | undefined } | undefined;
}

export interface PanelsContext {
  readonly follower: Follower;
  /** Called when a segment that was heard at this time is shown (ms of Redis' clock, both). */
  readonly onShown: (heardAtMs: number, atMs: number) => void;
  /** In ms; never goes back. */
  readonly now: () => number;
}

/** All panels that are open, and what each is shown. */
export function createPanels({ follower, onShown, now }: PanelsContext) {
  const panels = new Map<string, Panel>();
  /** How many are open on a call, and on the calls of an agent. */
  const openOn = { call: new Map<string, number>(), agent: new Map<string, number>() };

  function countOpen(target: PanelTarget, more: 1 | -1): void {
    const [counts, id] = 'call' in target ? [openOn.call, target.call] : [openOn.agent, target.agent];
    const count = (counts.get(id) ?? 0) + more;
    if (count === 0) counts.delete(id);
    else counts.set(id, count);
  }

  /** The call of a link: of an agent's calls the one that began last. */
  function createFinder(): (target: PanelTarget) => FollowedCall<PanelCall> | undefined {
    let byAgent: Map<string, FollowedCall<PanelCall>> | undefined;
    return (target) => {
      if ('call' in target) return follower.call(target.call);
      byAgent ??= callsByAgent(follower.all());
      return byAgent.get(target.agent);
    };
  }

  function shownOf(panel: Panel, call: PanelCall['shown']): Shown {
    if (call !== undefined) return call;
    // while calls are read anew nothing is known of this one, so that what was shown stays
    if (!follower.isComplete()) return panel.shown ?? { kind: 'looking' };
    if (panel.shown?.kind === 'over') return panel.shown;
    return panel.shown?.kind === 'call' ? { kind: 'over', id: panel.shown.id } : { kind: 'none' };
  }

  function update(panel: Panel, call: FollowedCall<PanelCall> | undefined): void {
    const { stream } = panel;
    if (panel.untilMs <= Date.now()) {
      stream.send('refused', { reason: 'expired' } satisfies Refused);
      stream.close();
      return;
    }
    if (call !== undefined && call.known.shown === undefined) {
      // nobody looked at it so far; until it is read the panel gets no beat either, which would say that all is well
      void follower.readNow(call.known.id);
      return;
    }
    const trouble = follower.trouble();
    const atMs = follower.atMs();
    const shown = trouble === 'redis' && panel.shown !== undefined ? panel.shown : shownOf(panel, call?.known.shown);
    if (isSame(shown, panel.shown)) panel.shown = shown;
    else if (stream.send('shown', { atMs, shown } satisfies ShownMessage)) {
      if (call !== undefined && panel.shown?.kind === 'call') onShown(call.known.lastHeardAtMs, atMs);
      panel.shown = shown;
    }
    const isDue = panel.beat === undefined || now() - panel.beat.atMs >= BEAT_MS || panel.beat.trouble !== trouble;
    const beat: Beat = { atMs, ...(trouble === undefined ? {} : { trouble }) };
    if (isDue && stream.send('beat', beat)) panel.beat = { atMs: now(), trouble };
  }

  return {
    count: () => panels.size,
    add(stream: EventStream, target: PanelTarget, untilMs: number): void {
      const panel: Panel = { stream, target, untilMs, shown: undefined, beat: undefined };
      panels.set(stream.id, panel);
      countOpen(target, 1);
      update(panel, createFinder()(target));
    },
    remove(id: string): void {
      const panel = panels.get(id);
      if (panel !== undefined) countOpen(panel.target, -1);
      panels.delete(id);
    },
    /** Whether any is open on this call, or on the calls of one of these agents. */
    areOn: (id: string, agents: readonly string[]): boolean =>
      openOn.call.has(id) || agents.some((agent) => openOn.agent.has(agent)),
    /** Shows one panel what there is to be seen now. */
    show(id: string): void {
      const panel = panels.get(id);
      if (panel !== undefined) update(panel, createFinder()(panel.target));
    },
    /** Shows all panels what there is to be seen now. */
    update(): void {
      const find = createFinder();
      for (const panel of panels.values()) update(panel, find(panel.target));
    },
    /** The call that a link shows. */
    callOf: (target: PanelTarget) => createFinder()(target),
    close(): void {
      for (const { stream } of panels.values()) stream.close();
    },
  };
}
export type Panels = ReturnType<typeof createPanels>;

/** Calls are the same objects until something of them changes, which need not be anything that is shown. */
const isSame = (a: Shown, b: Shown | undefined): boolean =>
  a === b || (b !== undefined && JSON.stringify(a) === JSON.stringify(b));

function callsByAgent(calls: Iterable<FollowedCall<PanelCall>>): Map<string, FollowedCall<PanelCall>> {
  const byAgent = new Map<string, FollowedCall<PanelCall>>();
  for (const call of calls) {
    for (const agent of call.known.agents) {
      const other = byAgent.get(agent);
      if (other === undefined || other.known.firstHeardAtMs <= call.known.firstHeardAtMs) byAgent.set(agent, call);
    }
  }
  return byAgent;
}
