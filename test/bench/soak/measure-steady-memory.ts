import { setTimeout as delay } from 'node:timers/promises';
import type { BenchPipeline } from '../programs/bench-pipeline.js';
import { segmentsLeft } from '../../harness/segments-left.js';
import { measureCueDelays } from '../load/measure-cue-delays.js';
import { noneLive, readRedisMemory } from '../usage/redis-memory.js';
import { smallTalk } from '../load/small-talk.js';
import { endFrame } from '../../harness/speech-frame.js';
import { withoutSeen } from './without-seen.js';

/** Long enough for the tail to be full, and for the first disclosure to be due and cued. */
const SPEECH_MS = 75_000;
const SEGMENTS_PER_SECOND = 200;
/** These calls are cued and end first, so that what Redis takes once, for scripts say, does not count. */
const FIRST_CALLS = 20;

/** What a live interaction takes in Redis, in bytes. */
export interface SteadyMemory {
  readonly interactions: number;
  /** Its hash. */
  readonly hashBytes: number;
  /** All that Redis uses more than before the calls, `seen` apart. */
  readonly allBytes: number;
  readonly seenBytesPerSegment: number;
}

/** Plays calls at real speed, and measures what they take while all of them live. */
export async function measureSteadyMemory({ redis, simulator }: BenchPipeline): Promise<SteadyMemory> {
  await measureCueDelays({ simulator, name: 'first', count: FIRST_CALLS, perSecond: FIRST_CALLS });
  await noneLive(redis);
  const before = await withoutSeen(redis);
  const calls = smallTalk(SEGMENTS_PER_SECOND);
  const played = simulator.play(calls);
  await delay(SPEECH_MS);
  simulator.stopCalls();
  await played;
  while ((await segmentsLeft(redis)) > 0) await delay(100);

  const { kinds, seenSegments } = await readRedisMemory(redis);
  const live = kinds['live interactions'];
  const after = await withoutSeen(redis);
  for (const { interactionId } of calls) simulator.pushFrame(endFrame(interactionId));
  await noneLive(redis);
  return {
    interactions: live.keys,
    hashBytes: live.bytes / live.keys,
    allBytes: (after.usedBytes - before.usedBytes) / live.keys,
    seenBytesPerSegment: after.seenBytes / seenSegments,
  };
}
