// Whether memory stays flat: calls that begin and end, many segments, as fast as the pipeline carries them; before that, what
// a live interaction takes in Redis at real speed; after it, what is left when all have ended. `npm run bench:soak -- --help`
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type BenchPipeline, startBenchPipeline } from './programs/bench-pipeline.js';
import { createCallFrames } from './load/call-frames.js';
import { createPusher } from './soak/pusher.js';
import { noneLive } from './usage/redis-memory.js';
import { runBench } from './programs/run-bench.js';
import { sampleSoak, type SoakSample } from './soak/soak-sample.js';
import { createCurve } from './soak/soak-curve.js';
import { showGrowth, showRest, showSteadyMemory } from './soak/soak-verdicts.js';
import { withoutSeen } from './soak/without-seen.js';

const help = `npm run bench:soak -- [--segments 500000] [--live 1000]

  --segments  how many are pushed
  --live      calls side by side`;

const ROWS = 20;
/**
 * As a container would have. Without a limit V8 lets old garbage lie while there is room, which looks like growth: what ingest keeps
 * for 30 s, in case Redis loses it, grows old at this pace. Real growth would end the process.
 */
const HEAP_LIMIT = { NODE_OPTIONS: '--max-old-space-size=96' };

const Flags = z.object({
  segments: z.coerce.number().int().positive(),
  live: z.coerce.number().int().positive(),
  help: z.boolean(),
});
const { values } = parseArgs({
  options: {
    segments: { type: 'string', default: '500000' },
    live: { type: 'string', default: '1000' },
    help: { type: 'boolean', default: false },
  },
});

const flags = Flags.parse(values);
if (flags.help) console.log(help);
else {
  await runBench(async (context) => {
    const pipeline = await startBenchPipeline(context, HEAP_LIMIT);
    const isSmall = await showSteadyMemory(pipeline);
    const before = await withoutSeen(pipeline.redis);
    const samples = await soak(pipeline, flags);
    const isFlat = showGrowth(samples);
    const isEmpty = await showRest(pipeline, before.usedBytes);
    return isSmall && isFlat && isEmpty;
  });
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
