import { replay, type CompiledPack, type HeardSegment, type Judgement, Speaker } from '@cueline/rules';
import type { Call } from '@cueline/simulator';

/** A rule that is cued. */
export interface CuedItem {
  readonly id: string;
  /** In ms of the call's own time, from its beginning. */
  readonly atMs: number;
}

/** What a call deserves. */
export interface Deserved {
  /** In order; a rule that is to be cued again is there again. */
  readonly cues: readonly (CuedItem & { /** Until when there is a reason for the cue. */ readonly untilMs: number })[];
  /** How each disclosure is to be judged in the end. */
  readonly verdicts: Readonly<Record<string, string>>;
}

/** How long after its last segment a call ends where it does not say, in ms; the simulator does the same. */
export const endDelayMs = 1_000;

const options = { cueMaxAgeMs: 120_000, idleTimeoutMs: 900_000 };

/**
 * Works out what a call deserves: by the decision code, on a virtual clock at real speed, apart from the pipeline.
 *
 * @param startedAtMs when the call began, in ms since the epoch: rules may hold on some days only
 */
export function deservedBy(call: Call, pack: CompiledPack, startedAtMs: number): Deserved {
  const endMs = call.endMs ?? Math.max(0, ...call.segments.map((segment) => segment.endMs)) + endDelayMs;
  const segments = call.segments.map((segment): HeardSegment => {
    const { segmentId, text, confidence = 1, attributes } = segment;
    return {
      segmentId,
      speaker: Speaker.catch('other').parse(segment.speaker),
      text,
      heardAtMs: startedAtMs + segment.endMs,
      startMs: startedAtMs + segment.startMs,
      confidence,
      attributes,
    };
  });
  const { cues, judgement } = replay(pack, { segments, endedAtMs: startedAtMs + endMs }, options);
  return {
    cues: cues.flatMap(({ atMs, cue }) =>
      cue.items.map((id) => {
        const untilMs = (saidAtMs(judgement, id) ?? startedAtMs + endMs) - startedAtMs;
        return { id, atMs: atMs - startedAtMs, untilMs };
      }),
    ),
    verdicts: Object.fromEntries(Object.entries(judgement.disclosures).map(([id, { kind }]) => [id, kind])),
  };
}

function saidAtMs({ disclosures }: Judgement, id: string): number | undefined {
  const verdict = disclosures[id];
  return verdict?.kind === 'late' ? verdict.saidAtMs : undefined;
}
