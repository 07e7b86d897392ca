import { startRedisServer } from '@cueline/shared/testing';
import { createSimulator } from '@cueline/simulator';
import { Redis } from 'ioredis';
import type { ProcessName } from '../../harness/spawn-process.js';
import { startBenchProcess } from './bench-process.js';
import type { BenchContext } from './run-bench.js';

/** As good as no limit: what is measured is the pipeline, not the rate that an operator allows it. */
const NO_LIMIT = 100_000;

/** A Redis and a CXone stand-in of the benchmark's own, and the settings by which processes find them. */
export async function startSurroundings({ onEnd }: BenchContext) {
  const server = await startRedisServer();
  onEnd(() => server.stop());
  const redis = new Redis(server.url);
  onEnd(() => redis.disconnect());
  const simulator = createSimulator({ cueRateMax: NO_LIMIT, journalFrames: false });
  const cxoneUrl = await simulator.start();
  onEnd(() => simulator.stop());
  const { clientId, clientSecret } = simulator.credentials;
  const environment = {
    REDIS_URL: server.url,
    CXONE_BASE_URL: cxoneUrl,
    CXONE_CLIENT_ID: clientId,
    CXONE_CLIENT_SECRET: clientSecret,
    CUE_RATE_MAX: String(NO_LIMIT),
  };
  return { redis, redisUrl: server.url, simulator, cxoneUrl, environment };
}
export type Surroundings = Awaited<ReturnType<typeof startSurroundings>>;

/**
 * The whole pipeline, one process of each kind, with the rules that ship; resolves when all are ready.
 *
 * @param settings of the processes, besides where Redis and CXone are
 */
export async function startBenchPipeline(context: BenchContext, settings: Readonly<Record<string, string>> = {}) {
  const surroundings = await startSurroundings(context);
  const start = async (name: ProcessName) => {
    const process = await startBenchProcess(name, { ...surroundings.environment, ...settings });
    context.onEnd(() => process.end());
    await process.ready();
    return process;
  };
  const [ingest, matcher, publisher] = await Promise.all([start('ingest'), start('matcher'), start('publisher')]);
  await surroundings.simulator.sockets.subscribed();
  return { ...surroundings, ingest, matcher, publisher };
}
export type BenchPipeline = Awaited<ReturnType<typeof startBenchPipeline>>;
