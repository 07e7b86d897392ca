import type { Call } from './call.js';
import { generateCalls } from './generate-calls.js';
import { readCalls } from './calls/read-calls.js';
import { TranscriptError } from './calls/transcript-error.js';
import { sampleCalls } from './sample-calls.js';
import type { SimulatorFlags } from './simulator-flags.js';

/** How often somebody speaks in a generated call, in ms of real time. */
const EVERY_MS = 3000;
const DEFAULT_GENERATED = 100;

/**
 * The calls that the flags ask for, and what people should know of how they were read.
 *
 * @throws TranscriptError
 */
export async function chooseCalls(flags: SimulatorFlags): Promise<{ calls: Call[]; notes: readonly string[] }> {
  const { transcripts, generate, rate, calls, speed, seed } = flags;
  if (generate || rate !== undefined) {
    const count = rate === undefined ? (calls ?? DEFAULT_GENERATED) : Math.ceil((rate * EVERY_MS) / 1000 / speed);
    return { calls: count === 0 ? [] : generateCalls({ calls: count, seed, everyMs: EVERY_MS }), notes: [] };
  }
  const read =
    transcripts.length === 0 ? { calls: sampleCalls, notes: [], mistakes: [] } : await readCalls(transcripts);
  if (read.mistakes.length > 0) throw new TranscriptError(read.mistakes.join('\n'));
  const all = read.calls;
  const chosen = Array.from({ length: calls ?? all.length }, (_, index) => copyOf(all, index)).filter(
    (call) => call !== undefined,
  );
  return { calls: chosen, notes: read.notes };
}

/** The call at this index, starting over after the last; from the second round on its ids end with the number of the round. */
function copyOf(calls: readonly Call[], index: number): Call | undefined {
  const call = calls[index % calls.length];
  const round = Math.floor(index / calls.length);
  if (call === undefined || round === 0) return call;
  const suffix = `-copy${round + 1}`;
  return {
    ...call,
    interactionId: call.interactionId + suffix,
    segments: call.segments.map((segment) => ({ ...segment, segmentId: segment.segmentId + suffix })),
  };
}
