import { setTimeout as delay } from 'node:timers/promises';
import type { BenchPipeline } from './bench-pipeline.js';
import { backlog } from './backlog.js';
import { readRedisMemory } from './redis-memory.js';
import { smallTalk } from './small-talk.js';
import { endFrame } from './speech-frame.js';

/** Long enough for the tail of recent speech to be full, and for the first disclosure to be due and cued. */
const SPEECH_MS = 75_000;
const SEGMENTS_PER_SECOND = 100;

/** What a live interaction takes in Redis, in bytes. */
export interface SteadyMemory {
  readonly interactions: number;
  /** Its hash. */
  readonly hashBytes: number;
  /** All that Redis uses more than before the calls, `seen` apart. */
  readonly allBytes: number;
  readonly seenBytesPerSegment: number;
}

/** Plays calls at real speed, and looks at what they take while all of them live. */
export async function measureSteadyMemory({ redis, keys, simulator }: BenchPipeline): Promise<SteadyMemory> {
  const before = await readRedisMemory(redis);
  const calls = smallTalk(SEGMENTS_PER_SECOND);
  const played = simulator.play(calls);
  await delay(SPEECH_MS);
  simulator.stopCalls();
  await played;
  while ((await backlog(redis, keys)) > 0) await delay(100);

  const { usedBytes, kinds, seenSegments } = await readRedisMemory(redis);
  const live = kinds['live interactions'];
  for (const { interactionId } of calls) simulator.pushFrame(endFrame(interactionId));
  return {
    interactions: live.keys,
    hashBytes: live.bytes / live.keys,
    allBytes: (usedBytes - before.usedBytes - kinds.seen.bytes) / live.keys,
    seenBytesPerSegment: kinds.seen.bytes / seenSegments,
  };
}
