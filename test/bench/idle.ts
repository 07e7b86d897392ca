// What matchers ask of Redis while nothing is said. `npm run bench:idle -- --help`
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createKeys, type StoredSpan } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { startBenchProcess } from './programs/bench-process.js';
import { runBench, withEnd, type BenchContext } from './programs/run-bench.js';
import { createReport, type Row } from './report/report.js';
import { cpuSeconds } from './usage/process-usage.js';
import { redisPid } from './usage/redis-pid.js';

const help = `npm run bench:idle -- [--partitions 8,64] [--matchers 1,4,16] [--seconds 10] [--against FOLDER]

Commands that Redis runs in a second, those in scripts too, while an ingest listens and nothing is said; the CPU time of Redis and
of all matchers together, and how many connections wait in a blocking read.

  --against  a checkout with another build, measured first`;

/** Until matchers know each other. */
const SETTLE_MS = 6000;

const { values } = parseArgs({
  options: {
    partitions: { type: 'string', default: '8,64' },
    matchers: { type: 'string', default: '1,4,16' },
    seconds: { type: 'string', default: '10' },
    against: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const numbers = (list: string) => list.split(',').map(Number);

if (values.help) console.log(help);
else {
  await runBench(async (context) => {
    const rows: Row[] = [];
    for (const checkout of values.against === undefined ? [undefined] : [values.against, undefined]) {
      for (const partitions of numbers(values.partitions)) {
        for (const matchers of numbers(values.matchers)) {
          const measured = await withEnd(context, (own) => measure(own, { partitions, matchers, checkout }));
          rows.push({ build: checkout === undefined ? 'this' : 'other', partitions, matchers, ...measured });
        }
      }
    }
    createReport().table('idle', rows);
    return true;
  });
}

interface IdleSize {
  readonly partitions: number;
  readonly matchers: number;
  readonly checkout: string | undefined;
}

async function measure(context: BenchContext, { partitions, matchers, checkout }: IdleSize): Promise<Row> {
  const server = await startRedisServer();
  context.onEnd(() => server.stop());
  const redis = new Redis(server.url);
  context.onEnd(() => redis.disconnect());
  const environment = { REDIS_URL: server.url, PARTITIONS: String(partitions) };
  const processes = await Promise.all(
    Array.from({ length: matchers }, async () => {
      const process = await startBenchProcess('matcher', environment, { checkout, onDeath: context.fail });
      context.onEnd(() => process.end());
      await process.ready();
      return process;
    }),
  );
  await listen(redis, partitions);
  await delay(SETTLE_MS);
  const pids = processes.map(({ pid }) => pid);
  const serverPid = await redisPid(redis);
  const read = async () => ({
    atMs: performance.now(),
    commands: await countCommands(redis),
    redisS: await cpuSeconds(serverPid),
    matchersS: (await Promise.all(pids.map(cpuSeconds))).reduce((sum, seconds) => sum + seconds, 0),
  });
  const before = await read();
  await delay(1000 * Number(values.seconds));
  const after = await read();
  const seconds = (after.atMs - before.atMs) / 1000;
  const [, blocked = ''] = /blocked_clients:(\d+)/.exec(await redis.info('clients')) ?? [];
  return {
    'commands/s': Math.round((after.commands - before.commands) / seconds),
    'Redis, % of a core': (100 * (after.redisS - before.redisS)) / seconds,
    'matchers, % of a core': (100 * (after.matchersS - before.matchersS)) / seconds,
    'blocking connections': Number(blocked),
  };
}

/** Publishes how far an ingest has listened, as one does that hears nothing. */
async function listen(redis: Redis, partitions: number): Promise<void> {
  const [seconds] = await redis.time();
  const nowMs = Number(seconds) * 1000;
  const span: StoredSpan = { v: 1, sinceMs: nowMs, untilMs: nowMs + 1, seenAtMs: nowMs, span: 1, calls: 0 };
  const keys = createKeys('cueline');
  for (let partition = 0; partition < partitions; partition += 1) {
    await redis.hset(keys.listening(partition), 'replica:bench', JSON.stringify(span));
  }
}

/** How many commands Redis has run since it started. */
async function countCommands(redis: Redis): Promise<number> {
  const calls = [...(await redis.info('commandstats')).matchAll(/calls=(\d+)/g)];
  return calls.reduce((sum, [, count]) => sum + Number(count), 0);
}
