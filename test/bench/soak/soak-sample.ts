import { segmentsLeft } from '../../harness/segments-left.js';
import type { BenchPipeline } from '../programs/bench-pipeline.js';
import type { BenchProcess } from '../programs/bench-process.js';
import { readRedisMemory } from '../usage/redis-memory.js';

/** What the pipeline uses at one moment; memory in bytes. */
export interface SoakSample {
  readonly segments: number;
  readonly perSecond: number;
  readonly ingest: ProcessMemory;
  readonly matcher: ProcessMemory;
  readonly redis: number;
  readonly seen: number;
  readonly seenPerSegment: number;
  readonly live: number;
  readonly perLive: number;
  readonly backlog: number;
}

export interface ProcessMemory {
  readonly rss: number;
  readonly heap: number;
}

export async function sampleSoak(
  { ingest, matcher, redis }: BenchPipeline,
  { segments, perSecond }: Pick<SoakSample, 'segments' | 'perSecond'>,
): Promise<SoakSample> {
  const { usedBytes, kinds, seenSegments } = await readRedisMemory(redis);
  const live = kinds['live interactions'];
  return {
    segments,
    perSecond,
    ingest: await memoryOf(ingest),
    matcher: await memoryOf(matcher),
    redis: usedBytes,
    seen: kinds.seen.bytes,
    seenPerSegment: kinds.seen.bytes / seenSegments,
    live: live.keys,
    perLive: live.bytes / live.keys,
    backlog: await segmentsLeft(redis),
  };
}

async function memoryOf(process: BenchProcess): Promise<ProcessMemory> {
  const metrics = await process.metrics();
  const rss = metrics.get('cueline_process_resident_memory_bytes');
  const heap = metrics.get('cueline_nodejs_heap_size_used_bytes');
  if (rss === undefined || heap === undefined) throw new Error(`${process.name} tells nothing of its memory`);
  return { rss, heap };
}
