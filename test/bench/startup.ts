// How much CPU time each process has used when it is first ready. `npm run bench:startup`
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { startSurroundings } from './bench-pipeline.js';
import { type ProcessName, startBenchProcess } from './bench-process.js';
import { createTable } from './create-table.js';
import { runBench } from './run-bench.js';

const MOST_SECONDS = 1;
/** What else the machine does can only add to the time, so the least of several starts is nearest to the process's own. */
const RUNS = 5;
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

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

/** User and system time of a process: fields 14 and 15 of `/proc/<pid>/stat`, in ticks. */
async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const [userTicks = 0, systemTicks = 0] = stat
    .slice(stat.lastIndexOf(')') + 2) // the second field is the name, which may hold anything
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (userTicks + systemTicks) / ticksPerSecond;
}
