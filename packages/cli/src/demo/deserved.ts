import { replay, type CompiledPack, type Judgement } from '@cueline/rules';
import { toMs, toUs } from '@cueline/shared';
import type { Call } from '@cueline/simulator';
import { recordingOf, replayOptions } from '@cueline/operate/backtest';

/** A rule that is cued. */
export interface CuedItem {
  readonly id: string;
  /** In ms of the call's own time, from its beginning. */
  readonly atMs: number;
}

/** What a call deserves. */
export interface Deserved {
  /** In order; a rule that is cued twice is listed twice. */
  readonly cues: readonly (CuedItem & { /** Until when there is a reason for the cue. */ readonly untilMs: number })[];
  /** The final verdict that each disclosure deserves. */
  readonly verdicts: Readonly<Record<string, string>>;
}

/**
 * Works out what a call deserves: by the decision code, on a virtual clock at real speed, apart from the pipeline.
 *
 * @param startedAtMs when the call began, in ms since the epoch: rules may hold on some days only
 */
export function deservedBy(call: Call, pack: CompiledPack, startedAtMs: number): Deserved {
  const recording = recordingOf(call, startedAtMs);
  const { cues, judgement } = replay(pack, recording, replayOptions);
  const sinceMs = (us: number) => toMs(us - toUs(startedAtMs));
  return {
    cues: cues.flatMap(({ atUs, cue }) =>
      cue.items.map((id) => {
        const untilUs = saidAtUs(judgement, id) ?? recording.endedAtUs;
        return { id, atMs: sinceMs(atUs), untilMs: sinceMs(untilUs) };
      }),
    ),
    verdicts: Object.fromEntries(Object.entries(judgement.disclosures).map(([id, { kind }]) => [id, kind])),
  };
}

function saidAtUs({ disclosures }: Judgement, id: string): number | undefined {
  const verdict = disclosures[id];
  return verdict?.kind === 'late' ? verdict.saidAtUs : undefined;
}
