import type { Pack } from '@cueline/rules';
import type { StoredJudgement } from '@cueline/shared';
import type { Call, Simulator } from '@cueline/simulator';
import { z } from 'zod';
import type { CallView } from './call-view.js';
import { cuedItems } from './cued-items.js';
import type { CuedItem } from './deserved.js';

const CueBody = z.object({ description: z.string() });
const nothing: StoredJudgement = { disclosures: {}, prohibited: [] };

export interface CallViewsContext {
  readonly calls: readonly Call[];
  readonly journal: Simulator['journal'];
  readonly pack: Pack;
  /** How many times faster than real time the calls are played. */
  readonly speed: number;
}

/** Joins what the simulator sent and received with what the pipeline knows, call by call. */
export function createCallViews({ calls, journal, pack, speed }: CallViewsContext) {
  const startedAtMs = new Map<string, number>();
  const endedAtMs = new Map<string, number>();
  const cues = new Map<string, CuedItem[]>(calls.map(({ interactionId }) => [interactionId, []]));
  let readUpTo = 0;

  function readJournal(): void {
    for (const entry of journal.read({ since: readUpTo })) {
      readUpTo = entry.sequence;
      if (entry.kind === 'callStarted') startedAtMs.set(entry.interactionId, entry.atMs);
      if (entry.kind === 'callEnded') endedAtMs.set(entry.interactionId, entry.atMs);
      if (entry.kind === 'cue' && entry.accepted) {
        const atMs = (entry.atMs - (startedAtMs.get(entry.interactionId) ?? entry.atMs)) * speed;
        const items = cuedItems(CueBody.parse(entry.body).description, pack);
        cues.get(entry.interactionId)?.push(...items.map((id) => ({ id, atMs })));
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
        return {
          interactionId,
          phase: beganMs === undefined ? 'waiting' : endMs === undefined ? 'live' : 'ended',
          startedAtMs: beganMs,
          elapsedMs: beganMs === undefined ? 0 : ((endMs ?? nowMs) - beganMs) * speed,
          known: known.get(interactionId) ?? nothing,
          cues: [...(cues.get(interactionId) ?? [])],
        };
      });
    },
  };
}
export type CallViews = ReturnType<typeof createCallViews>;
