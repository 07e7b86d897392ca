import type { BenchRun } from './bench-run.js';
import { measureCost } from '../load/measure-cost.js';
import { readRedisMemory } from '../usage/redis-memory.js';
import { residentBytes } from '../usage/process-usage.js';
import { MB } from '../usage/statistics.js';

/** (f): what interactions and segments take, in Redis and of each process. */
export async function measureSize(run: BenchRun): Promise<void> {
  const { report, plan } = run;
  const { redis, processes, load, size, redisUrl, matchers } = await run.standard();
  await redis.config('SET', 'auto-aof-rewrite-percentage', 0); // the file must not shrink meanwhile
  const before = await traffic();
  const { cpuUs, perSecond } = await measureCost({ redis, processes, load, size, redisUrl }, plan.measureS);
  const after = await traffic();
  const perEntry = (name: 'input' | 'output' | 'log') =>
    Math.round((after[name] - before[name]) / (after.entries - before.entries));

  report.heading('Bytes and CPU time (f)');
  const rows = Object.entries(processes).map(async ([process, pids]) => ({
    process,
    'CPU per segment (µs)': cpuUs[process] ?? 0,
    'resident memory (MB)': (await Promise.all(pids.map(residentBytes))).reduce((sum, bytes) => sum + bytes, 0) / MB,
  }));
  report.note(`At ${Math.round(perSecond)} segments/s.`);
  report.table('processes', await Promise.all(rows));
  const { kinds, seenSegments } = await readRedisMemory(redis);
  const live = kinds['live interactions'];
  report.table('bytes', [
    { 'bytes in Redis': 'a live interaction (its hash)', bytes: Math.round(live.bytes / live.keys) },
    {
      'bytes in Redis': 'a segment of the last minutes, in `seen`',
      bytes: Math.round(kinds.seen.bytes / seenSegments),
    },
    { 'bytes in Redis': 'received for a segment', bytes: perEntry('input') },
    { 'bytes in Redis': 'sent for a segment', bytes: perEntry('output') },
    { 'bytes in Redis': 'appended to its file for a segment', bytes: perEntry('log') },
  ]);

  async function traffic() {
    const info = await redis.info();
    const field = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1]);
    let entries = 0;
    for (const matcher of matchers) {
      entries += (await matcher.metrics()).get('cueline_matcher_processed_entries_total') ?? 0;
    }
    const [input, output] = [field('total_net_input_bytes'), field('total_net_output_bytes')];
    return { entries, input, output, log: field('aof_current_size') };
  }
}
