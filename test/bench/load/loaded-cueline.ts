import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import type { ProcessName } from '../../harness/spawn-process.js';
import { type BenchProcess, type StartOptions, startBenchProcess } from '../programs/bench-process.js';
import { type LoadStart, startLoad } from './load.js';
import type { LoadedSystem, SystemSize } from './loaded-system.js';
import { redisPid } from '../usage/redis-pid.js';
import type { BenchContext } from '../programs/run-bench.js';

export interface CuelineOptions extends SystemSize, StartOptions {
  readonly settings?: Readonly<Record<string, string>>;
  readonly talk?: LoadStart['talk'];
  /** Of its Redis; default: none. */
  readonly replicas?: number;
}
export type LoadedCueline = LoadedSystem & { readonly matchers: readonly BenchProcess[] };

/** The whole pipeline with a Redis of its own, under the load of a simulator in a process of its own. */
export async function startLoadedCueline(
  context: BenchContext,
  { settings = {}, talk, replicas = 0, profileFolder, checkout, ...size }: CuelineOptions,
): Promise<LoadedCueline> {
  const server = await startRedisServer();
  context.onEnd(() => server.stop());
  for (let i = 0; i < replicas; i += 1) {
    const replica = await startRedisServer(() => ['--replicaof', `127.0.0.1 ${server.port}`]);
    context.onEnd(() => replica.stop());
    await replica.logged('sync: Finished with success');
  }
  const redis = new Redis(server.url);
  context.onEnd(() => redis.disconnect());
  const load = await startLoad(context, { ...size, redisUrl: server.url, messages: 'frames', talk });
  const start = async (name: ProcessName) => {
    const environment = { ...load.environment, CUE_RATE_MAX: '100000', ...settings };
    const process = await startBenchProcess(name, environment, { profileFolder, checkout, onDeath: context.fail });
    context.onEnd(() => process.end());
    await process.ready();
    return process;
  };
  const matchers = await Promise.all(Array.from({ length: size.matchers }, () => start('matcher')));
  const [ingest, publisher] = await Promise.all([start('ingest'), start('publisher')]);
  const processes = {
    load: [load.pid],
    ingest: [ingest.pid],
    matchers: matchers.map(({ pid }) => pid),
    publisher: [publisher.pid],
    redis: [await redisPid(redis)],
  };
  return { size, redisUrl: server.url, redis, load, processes, matchers };
}
