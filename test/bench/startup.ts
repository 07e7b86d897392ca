// How much CPU time each process has used when it is first ready. `npm run bench:startup`
import { setTimeout as delay } from 'node:timers/promises';
import { startSurroundings } from './programs/bench-pipeline.js';
import type { ProcessName } from '../harness/spawn-process.js';
import { startBenchProcess } from './programs/bench-process.js';
import { cpuSeconds } from './usage/process-usage.js';
import { createTable } from './report/create-table.js';
import { runBench } from './programs/run-bench.js';

const MOST_SECONDS = 1;
/** What else the machine does can only add to the time, so the least of several starts is nearest to the process's own. */
const RUNS = 5;

await runBench(async (context) => {
  const { environment } = await startSurroundings(context);
  const table = createTable<{ name: string; seconds: readonly number[] }>(
    [
      { head: 'process  ', cell: ({ name }) => name },
      { head: 'CPU until ready (s), each start', cell: ({ seconds }) => seconds.map((s) => s.toFixed(2)).join('  ') },
    ],
    console.log,
  );
  let inTime = true;
  for (const name of ['ingest', 'matcher', 'publisher'] as const) {
    const seconds: number[] = [];
    for (let run = 0; run < RUNS; run += 1) seconds.push(await measure(name, environment));
    table.add({ name, seconds });
    inTime &&= Math.min(...seconds) <= MOST_SECONDS;
  }
  console.log(inTime ? `each is ready within ${MOST_SECONDS} s of CPU time` : `more than ${MOST_SECONDS} s`);
  return inTime;
});

async function measure(name: ProcessName, environment: Readonly<Record<string, string>>): Promise<number> {
  const process = await startBenchProcess(name, environment);
  try {
    while (!(await process.isReady())) await delay(10);
    return await cpuSeconds(process.pid);
  } finally {
    await process.end();
  }
}
