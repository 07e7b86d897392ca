import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Speaker, type HeardSegment } from '@cueline/rules';
import { z } from 'zod';

const Line = z.object({
  interactionId: z.string(),
  segmentId: z.string(),
  speaker: Speaker,
  startMs: z.number(),
  endMs: z.number(),
  text: z.string(),
  confidence: z.number().default(1),
});

/** By interaction, its segments as they would have been heard live: each when it was over. */
export type Transcripts = ReadonlyMap<string, readonly HeardSegment[]>;

/** The transcript files of a folder, `<data set>-<recogniser>-….ndjson` or `.ndjson.gz`. */
export function listTranscripts(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.ndjson(\.gz)?$/.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

/** Reads a transcript file. */
export function readTranscripts(file: string): Transcripts {
  const bytes = readFileSync(file);
  const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n');
  const calls = new Map<string, HeardSegment[]>();
  for (const line of lines.filter((each) => each !== '')) {
    const { interactionId, endMs, ...segment } = Line.parse(JSON.parse(line));
    const call = calls.get(interactionId) ?? [];
    // Heard times are strictly increasing, also where segments end at the same moment.
    const heardAtMs = Math.max(endMs, (call.at(-1)?.heardAtMs ?? 0) + 0.001);
    call.push({ ...segment, heardAtMs });
    calls.set(interactionId, call);
  }
  return calls;
}
