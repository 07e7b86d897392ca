import { replay, type CompiledPack, type HeardSegment, Speaker } from '@cueline/rules';
import type { Call } from '@cueline/simulator';

/** What a call deserves. */
export interface Deserved {
  /** Ids of the rules to be cued, in order; one that is to be repeated is there again. */
  readonly cues: readonly string[];
  /** How each disclosure is to be judged in the end. */
  readonly verdicts: Readonly<Record<string, string>>;
}

/** How long after its last segment a call ends where it does not say, in ms; the simulator does the same. */
export const endDelayMs = 1_000;

const options = { cueMaxAgeMs: 120_000, idleTimeoutMs: 900_000 };

/** Works out what a call deserves: by the decision code, on a virtual clock at real speed, apart from the pipeline. */
export function deservedBy(call: Call, pack: CompiledPack, startedAtMs: number): Deserved {
  const lastMs = Math.max(0, ...call.segments.map(({ endMs }) => endMs));
  const segments = call.segments.map(
    ({ segmentId, speaker, text, startMs, endMs, confidence = 1, attributes }): HeardSegment => ({
      segmentId,
      speaker: Speaker.catch('other').parse(speaker),
      text,
      heardAtMs: startedAtMs + endMs,
      startMs: startedAtMs + startMs,
      confidence,
      attributes,
    }),
  );
  const { cues, judgement } = replay(
    pack,
    { segments, endedAtMs: startedAtMs + (call.endMs ?? lastMs + endDelayMs) },
    options,
  );
  return {
    cues: cues.flatMap(({ cue }) => cue.items),
    verdicts: Object.fromEntries(Object.entries(judgement.disclosures).map(([id, { kind }]) => [id, kind])),
  };
}
