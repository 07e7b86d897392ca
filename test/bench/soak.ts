// Whether memory stays flat: calls that begin and end, many segments, as fast as the pipeline carries them; before that, what
// a live interaction takes in Redis at real speed; after it, what is left when all have ended. `npm run bench:soak -- --help`
import { parseArgs } from 'node:util';
import { type BenchPipeline, startBenchPipeline } from './bench-pipeline.js';
import { createCallFrames } from './call-frames.js';
import { createTable } from './create-table.js';
import { fittedGrowth } from './fitted-growth.js';
import { createPusher } from './push-frames.js';
import { noneLive, readRedisMemory } from './redis-memory.js';
import { runBench } from './run-bench.js';
import { sampleSoak, type SoakSample } from './soak-sample.js';
import { measureSteadyMemory } from './steady-memory.js';
import { withoutSeen } from './without-seen.js';

const help = `npm run bench:soak -- [--segments 500000] [--live 1000]

  --segments  how many are pushed
  --live      calls side by side`;

const ROWS = 20;
const MB = 1024 ** 2;
const mb = (bytes: number) => (bytes / MB).toFixed(1);
/** Of a live interaction in Redis, and of a segment in `seen`. */
const MOST_BYTES = { perInteraction: 3 * 1024, seenPerSegment: 100 };
/** The most by which the memory of a process may grow over the second half: garbage comes and goes by more. */
const MOST_GROWTH = 0.1;

/** The most that Redis may use more when all interactions have ended than before the first, apart from what is kept for a time. */
const MOST_LEFT_MB = 1;

const { values: flags } = parseArgs({
  options: {
    segments: { type: 'string', default: '500000' },
    live: { type: 'string', default: '1000' },
    help: { type: 'boolean', default: false },
  },
});

if (flags.help) console.log(help);
else {
  await runBench(async (context) => {
    const pipeline = await startBenchPipeline(context);
    const isSmall = await showSteadyMemory(pipeline);
    const before = await withoutSeen(pipeline.redis);
    const samples = await soak(pipeline, { segments: Number(flags.segments), live: Number(flags.live) });
    const isFlat = showGrowth(samples);
    const isEmpty = await showRest(pipeline, before.usedBytes);
    return isSmall && isFlat && isEmpty;
  });
}

async function showSteadyMemory(pipeline: BenchPipeline): Promise<boolean> {
  const { interactions, hashBytes, allBytes, seenBytesPerSegment } = await measureSteadyMemory(pipeline);
  const isSmall = allBytes < MOST_BYTES.perInteraction && seenBytesPerSegment < MOST_BYTES.seenPerSegment;
  console.log(`${interactions} live interactions at real speed, in Redis' memory:`);
  console.log(`  ${Math.round(hashBytes)} bytes each in its hash, ${Math.round(allBytes)} in all but seen`);
  console.log(`  ${Math.round(seenBytesPerSegment)} bytes in seen for each segment of the last minutes`);
  console.log(isSmall ? `less than ${MOST_BYTES.perInteraction} bytes\n` : 'too much\n');
  return isSmall;
}

async function soak(
  pipeline: BenchPipeline,
  { segments, live }: { segments: number; live: number },
): Promise<SoakSample[]> {
  const frames = createCallFrames(live);
  const pusher = await createPusher(pipeline);
  const table = createCurve();
  const samples: SoakSample[] = [];
  let startedAtMs = performance.now();
  for (let sent = 1; sent <= segments; sent += 1) {
    await pusher.push(frames.next());
    if (sent % Math.ceil(segments / ROWS) > 0 && sent < segments) continue;
    const nowMs = performance.now();
    const perSecond = Math.ceil(segments / ROWS) / ((nowMs - startedAtMs) / 1000);
    startedAtMs = nowMs;
    const sample = await sampleSoak(pipeline, { segments: sent, perSecond });
    samples.push(sample);
    table.add(sample);
  }
  for (const frame of frames.ends()) await pusher.push(frame);
  await pusher.drained();
  await noneLive(pipeline.redis);
  return samples;
}

function createCurve() {
  const inMb = (head: string, of: (sample: SoakSample) => number) => ({
    head,
    cell: (sample: SoakSample) => mb(of(sample)),
  });
  const inUnits = (head: string, of: (sample: SoakSample) => number) => ({
    head,
    cell: (sample: SoakSample) => of(sample).toFixed(0),
  });
  console.log('memory in MB, per live interaction and per segment in bytes');
  return createTable<SoakSample>(
    [
      inUnits('segments', ({ segments }) => segments),
      inUnits('per s', ({ perSecond }) => perSecond),
      inMb('ingest rss', ({ ingest }) => ingest.rss),
      inMb('heap', ({ ingest }) => ingest.heap),
      inMb('matcher rss', ({ matcher }) => matcher.rss),
      inMb('heap', ({ matcher }) => matcher.heap),
      inMb('redis', ({ redis }) => redis),
      inMb('seen', ({ seen }) => seen),
      inUnits('per segment', ({ seenPerSegment }) => seenPerSegment),
      inUnits('live', ({ live }) => live),
      inUnits('per live', ({ perLive }) => perLive),
      inUnits('backlog', ({ backlog }) => backlog),
    ],
    console.log,
  );
}

function showGrowth(samples: readonly SoakSample[]): boolean {
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

async function showRest({ redis }: BenchPipeline, before: number): Promise<boolean> {
  const { kinds } = await readRedisMemory(redis);
  const { usedBytes, seenBytes } = await withoutSeen(redis);
  const stubs = kinds['stubs of ended ones'];
  const restBytes = usedBytes - before - kinds.outcomes.bytes - stubs.bytes;
  const isEmpty = kinds['deadlines and outbox'].keys === 0 && restBytes < MOST_LEFT_MB * MB;
  console.log('\nall interactions have ended; in Redis are, in MB more than before the first,');
  console.log(`  ${mb(seenBytes)} of seen, which goes within 7 minutes`);
  console.log(`  ${mb(stubs.bytes)} of ${stubs.keys} stubs that refuse late speech for an hour`);
  console.log(`  ${mb(kinds.outcomes.bytes)} of outcomes, which stay for OUTCOME_RETENTION`);
  console.log(`  ${mb(restBytes)} else`);
  console.log(isEmpty ? 'nothing is left' : 'something is left');
  return isEmpty;
}
