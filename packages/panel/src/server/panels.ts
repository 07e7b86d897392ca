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

  /** The call of a link: of an agent's calls the one that began last. */
  function createFinder(): (target: PanelTarget) => FollowedCall<PanelCall> | undefined {
    let byAgent: Map<string, FollowedCall<PanelCall>> | undefined;
    return (target) => {
      if ('call' in target) return follower.call(target.call);
      byAgent ??= callsByAgent(follower.all());
      return byAgent.get(target.agent);
    };
  }

  function shownOf(panel: Panel, call: FollowedCall<PanelCall> | undefined): Shown {
    if (call !== undefined) return call.known.shown;
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
    const trouble = follower.trouble();
    const atMs = follower.atMs();
    const shown = trouble === 'redis' && panel.shown !== undefined ? panel.shown : shownOf(panel, call);
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
      update(panel, createFinder()(target));
    },
    remove: (id: string) => panels.delete(id),
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
      if (other === undefined || other.known.shown.firstHeardAtMs <= call.known.shown.firstHeardAtMs)
        byAgent.set(agent, call);
    }
  }
  return byAgent;
}
