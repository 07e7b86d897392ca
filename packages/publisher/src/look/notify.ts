import { findNotices, findRefusedCues, judge } from '@cueline/rules';
import type { Log } from '@cueline/shared';
import type { PublisherMetrics } from '../metrics.js';
import type { Interactions, InteractionView } from './interactions.js';
import type { Packs } from './packs.js';

export interface NotifyContext {
  readonly interactions: Pick<Interactions, 'writeNotices'>;
  readonly packs: Packs;
  /** The outlet whose refusals are told; undefined for the first, with which everything else is told. */
  readonly outlet: string | undefined;
  readonly metrics: Pick<PublisherMetrics, 'noticesDropped'>;
  readonly log: Log;
}

/**
 * Writes the notices of a live call. It does so at the beginning of each look, whatever becomes of cues then: an
 * outlet that is away must not keep anybody from being told. The look stays in the outbox meanwhile, so a crash loses nothing; and when
 * a call ends, the matcher writes what no look has seen.
 */
export function createNotify({ interactions, packs, outlet, metrics, log }: NotifyContext) {
  return async function notify(view: InteractionView): Promise<void> {
    const { interactionId, reuse, state, desktop } = view;
    const pack = await packs.read(view.pack);
    const context = { interactionId, reuse, state, pack, digest: view.pack, isFinal: false };
    const found = outlet === undefined ? findNotices(context, judge(pack, state, view.watermarkUs)) : [];
    const notices = [...found, ...findRefusedCues(context, desktop, outlet)].filter(
      ({ id }) => !view.noticed.includes(id),
    );
    if (notices.length === 0) return;
    const dropped = await interactions.writeNotices(view, notices);
    if (dropped === 0) return;
    metrics.noticesDropped.inc(dropped);
    log.error({ dropped }, 'too many notices wait for the queue, the oldest are dropped');
  };
}
export type Notify = ReturnType<typeof createNotify>;
