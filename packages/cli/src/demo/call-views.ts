import type { Pack } from '@cueline/rules';
import type { StoredJudgement } from '@cueline/shared';
import type { Call, Simulator } from '@cueline/simulator';
import type { CallView } from './call-view.js';
import { cuedItems } from './cued-items.js';
import { desktopEvent } from './desktop-event.js';

const nothing: StoredJudgement = { disclosures: {}, prohibited: [] };

export interface CallViewsContext {
  readonly calls: readonly Call[];
  readonly journal: Simulator['journal'];
  readonly pack: Pack;
  /** How many times faster than real time the calls are played. */
  readonly speed: number;
}

/** What came up on a desktop; times in ms since the epoch. */
interface Cue {
  readonly items: readonly string[];
  readonly atMs: number;
  withdrawnAtMs?: number;
}

/** Joins what the simulator sent and received with what the pipeline knows, call by call. */
export function createCallViews({ calls, journal, pack, speed }: CallViewsContext) {
  const startedAtMs = new Map<string, number>();
  const endedAtMs = new Map<string, number>();
  const cuesOf = new Map<string, Cue[]>();
  const cues = new Map<string, Cue>();
  let readUpTo = 0;

  function readJournal(): void {
    for (const entry of journal.read({ since: readUpTo })) {
      const { sequence, atMs } = entry;
      readUpTo = sequence;
      if (entry.kind === 'callStarted') startedAtMs.set(entry.interactionId, atMs);
      if (entry.kind === 'callEnded') endedAtMs.set(entry.interactionId, atMs);
      const event = desktopEvent(entry);
      if (event?.kind === 'shown') {
        const cue = { items: cuedItems(event.description, pack), atMs };
        cues.set(event.cueId, cue);
        cuesOf.set(event.interactionId, [...(cuesOf.get(event.interactionId) ?? []), cue]);
      } else if (event?.kind === 'withdrawn') {
        const cue = cues.get(event.cueId);
        if (cue !== undefined) cue.withdrawnAtMs = atMs;
      }
    }
  }

  return {
    /** @param known what the pipeline knows, by interaction */
    at(nowMs: number, known: ReadonlyMap<string, StoredJudgement>): CallView[] {
      readJournal();
      return calls.map(({ interactionId }) => {
        const beganMs = startedAtMs.get(interactionId);
        const endMs = endedAtMs.get(interactionId);
        const inCall = (atMs: number) => (beganMs === undefined ? 0 : (atMs - beganMs) * speed);
        return {
          interactionId,
          phase: beganMs === undefined ? 'waiting' : endMs === undefined ? 'live' : 'ended',
          startedAtMs: beganMs,
          elapsedMs: inCall(endMs ?? nowMs),
          known: known.get(interactionId) ?? nothing,
          cues: (cuesOf.get(interactionId) ?? []).flatMap(({ items, atMs, withdrawnAtMs }) =>
            items.map((id) => ({
              id,
              atMs: inCall(atMs),
              ...(withdrawnAtMs === undefined ? {} : { withdrawnAtMs: inCall(withdrawnAtMs) }),
            })),
          ),
        };
      });
    },
  };
}
export type CallViews = ReturnType<typeof createCallViews>;
