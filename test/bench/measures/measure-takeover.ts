import { setTimeout as delay } from 'node:timers/promises';
import { createKeys } from '@cueline/shared';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { BenchRun } from './bench-run.js';
import { startLoadedCueline } from '../load/loaded-cueline.js';
import type { Row } from '../report/report.js';
import { withEnd } from '../programs/run-bench.js';

const GROUP = 'matchers';
const MATCHERS = 2;
const CLAIM_IDLE_MS = 5000;
const MOST_MS = CLAIM_IDLE_MS + 1000;
const SETTLE_MS = 3000;
const POLL_MS = 20;
const REST_MS = 50;
/** Waiting ends after this. */
const PATIENCE_MS = 30_000;
const MOST_ATTEMPTS = 200;
const Pending = z.array(z.tuple([z.string(), z.string(), z.int(), z.int()]));

/** One of two matchers killed at half load: how long until the other has taken over what it held. */
export async function measureTakeover(run: BenchRun): Promise<void> {
  const { report, plan } = run;
  const rows: Row[] = [];
  for (let kill = 0; kill < plan.kills; kill += 1) rows.push(await killOne(run));
  report.heading('A matcher killed at half load');
  report.note(`${MATCHERS} matchers, CLAIM_IDLE_MS ${CLAIM_IDLE_MS}; since the kill.`);
  report.table('takeover', rows);
  const latest = Math.max(...rows.map((row) => Number(row['last taken over (ms)'])));
  report.must('ms until another has taken over all that a killed matcher held', latest, { atMost: MOST_MS });
}

async function killOne({ context, plan, cost }: BenchRun): Promise<Row> {
  const { perSecond } = await cost();
  return await withEnd(context, async (own) => {
    const settings = { CLAIM_IDLE_MS: String(CLAIM_IDLE_MS) };
    const size = { ...plan.size, matchers: MATCHERS, liveCalls: 1000 };
    const { redis, load, matchers } = await startLoadedCueline(own, { ...size, settings });
    const [victim] = matchers;
    if (victim === undefined) throw new RangeError('no matcher');
    await load.background(perSecond / 2);
    await delay(SETTLE_MS);
    const held = () => heldBy(redis, `-${victim.pid}-`, size.partitions);
    const { stoppedAtMs, holding } = await stopWhileHolding(victim.pid, held);
    await victim.end();
    const sinceKillMs = () => Math.round(performance.now() - stoppedAtMs);
    let firstMs: number | undefined;
    for (let left = holding; left > 0 && sinceKillMs() < PATIENCE_MS; left = await held()) {
      if (left < holding) firstMs ??= sinceKillMs();
      await delay(POLL_MS);
    }
    await load.background(0);
    return {
      'segments it held': holding,
      'first taken over (ms)': firstMs ?? sinceKillMs(),
      'last taken over (ms)': sinceKillMs(),
    };
  });
}

/** Stops a process while it holds entries: killing one that holds none would show nothing. */
async function stopWhileHolding(pid: number, held: () => Promise<number>) {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    process.kill(pid, 'SIGSTOP');
    const stoppedAtMs = performance.now();
    await delay(REST_MS); // what it had asked of Redis before is done by then
    const holding = await held();
    if (holding > 0) return { stoppedAtMs, holding };
    process.kill(pid, 'SIGCONT');
    await delay(REST_MS);
  }
  throw new Error('the matcher was never found holding an entry');
}

/** How many entries are held by consumers whose names contain this. */
async function heldBy(redis: Redis, name: string, partitions: number): Promise<number> {
  const keys = createKeys('cueline');
  let count = 0;
  for (let partition = 0; partition < partitions; partition += 1) {
    const pending = Pending.parse(await redis.xpending(keys.segments(partition), GROUP, '-', '+', 1000));
    count += pending.filter(([, consumer]) => consumer.includes(name)).length;
  }
  return count;
}
