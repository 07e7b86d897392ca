import { replay, type CompiledPack, type HeardSegment } from '@cueline/rules';
import type { Detections } from './score.js';
import type { Transcripts } from './transcripts.js';

/** Runs recorded calls through the decision code; what it takes for said counts as detected where it was completed. */
export function detect(pack: CompiledPack, transcripts: Transcripts): Detections {
  return Object.fromEntries(
    [...transcripts].map(([interactionId, segments]) => [interactionId, detectIn(pack, segments)]),
  );
}

function detectIn(pack: CompiledPack, segments: readonly HeardSegment[]): Record<string, string | null> {
  const { judgement } = replay(pack, { segments }, { cueMaxAgeMs: 120_000, idleTimeoutMs: 900_000 });
  return Object.fromEntries(
    Object.entries(judgement.disclosures).map(([id, verdict]) => {
      const said = verdict.kind === 'satisfied' || verdict.kind === 'late';
      return [id, said ? (verdict.evidence.at(-1)?.segmentId ?? null) : null];
    }),
  );
}
