import type { BenchPipeline } from '../programs/bench-pipeline.js';
import { fittedGrowth, inMb, MB } from '../usage/statistics.js';
import { readRedisMemory } from '../usage/redis-memory.js';
import type { SoakSample } from './soak-sample.js';
import { measureSteadyMemory } from './measure-steady-memory.js';
import { withoutSeen } from './without-seen.js';

/** Of a live interaction in Redis, and of a segment in `seen`. */
const MOST_BYTES = { perInteraction: 3 * 1024, seenPerSegment: 100 };
/** The most by which the memory of a process may grow over the second half: garbage comes and goes by more. */
const MOST_GROWTH = 0.1;

/** The most that Redis may use more when all interactions have ended than before the first, apart from what is kept for a time. */
const MOST_LEFT_MB = 1;

/** Says what a live interaction takes, and whether that is little enough. */
export async function showSteadyMemory(pipeline: BenchPipeline): Promise<boolean> {
  const { interactions, hashBytes, allBytes, seenBytesPerSegment } = await measureSteadyMemory(pipeline);
  const isSmall = allBytes < MOST_BYTES.perInteraction && seenBytesPerSegment < MOST_BYTES.seenPerSegment;
  console.log(`${interactions} live interactions at real speed, in Redis' memory:`);
  console.log(`  ${Math.round(hashBytes)} bytes each in its hash, ${Math.round(allBytes)} in all but seen`);
  console.log(`  ${Math.round(seenBytesPerSegment)} bytes in seen for each segment of the last minutes`);
  console.log(isSmall ? `less than ${MOST_BYTES.perInteraction} bytes\n` : 'too much\n');
  return isSmall;
}

/** Says whether memory grew over the second half of the curve. */
export function showGrowth(samples: readonly SoakSample[]): boolean {
  const half = samples.slice(samples.length / 2);
  let isFlat = true;
  for (const name of ['ingest', 'matcher'] as const) {
    const rss = half.map((sample) => sample[name].rss);
    const growth = fittedGrowth(rss) / (rss.reduce((sum, bytes) => sum + bytes, 0) / rss.length);
    console.log(`${name}: resident memory over the second half ${(100 * growth).toFixed(1)} %`);
    isFlat &&= growth <= MOST_GROWTH;
  }
  console.log(isFlat ? 'memory is flat' : 'memory grows');
  return isFlat;
}

/** Says what is left when all interactions have ended, and whether that is nothing. */
export async function showRest({ redis }: BenchPipeline, before: number): Promise<boolean> {
  const { kinds } = await readRedisMemory(redis);
  const { usedBytes, seenBytes } = await withoutSeen(redis);
  const stubs = kinds['stubs of ended ones'];
  const restBytes = usedBytes - before - kinds.outcomes.bytes - stubs.bytes;
  const isEmpty = kinds['deadlines and outbox'].keys === 0 && restBytes < MOST_LEFT_MB * MB;
  console.log('\nall interactions have ended; in Redis are, in MB more than before the first,');
  console.log(`  ${inMb(seenBytes)} of seen, which goes within 7 minutes`);
  console.log(`  ${inMb(stubs.bytes)} of ${stubs.keys} stubs that refuse late speech for an hour`);
  console.log(`  ${inMb(kinds.outcomes.bytes)} of outcomes, which stay for OUTCOME_RETENTION`);
  console.log(`  ${inMb(restBytes)} else`);
  console.log(isEmpty ? 'nothing is left' : 'something is left');
  return isEmpty;
}
