import { first } from '@cueline/shared/testing';
import type { SimulatorInput } from '@cueline/simulator';
import { type CuelineProcess, startProcess } from './cueline-process.js';
import { startRedisAsSet } from './redis-modes.js';
import type { TestRedis } from './redis.js';
import { startSimulator } from './simulator.js';

export interface PipelineOptions {
  /** What hears: the socket that ingest opens, or the endpoint. */
  readonly hears?: 'ingest' | 'receive';
  readonly ingests?: number;
  readonly matchers?: number;
  readonly publishers?: number;
  /** Path of the rule file; default: the one that ships. */
  readonly rulesFile?: string;
  /** Settings of all processes. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Settings of one kind of process. */
  readonly settingsOf?: (name: CuelineProcess['name']) => Readonly<Record<string, string>>;
  readonly simulator?: SimulatorInput;
}

/**
 * Starts Redis (of the kind that `REDIS_MODE` names), the simulator and the processes between them, for one test alone;
 * resolves when they are ready.
 */
export async function startPipeline(options: PipelineOptions) {
  return startPipelineOn(await startRedisAsSet(), options);
}

/** Starts the simulator and the processes between it and this Redis; resolves when they are ready. */
export async function startPipelineOn<R extends TestRedis>(
  redis: R,
  {
    hears = 'ingest',
    ingests = 1,
    matchers = 1,
    publishers = 1,
    rulesFile = 'rules/default.yaml',
    settings = {},
    settingsOf = () => ({}),
    simulator: simulatorOptions = {},
  }: PipelineOptions,
) {
  const { simulator, environment } = await startSimulator(simulatorOptions);
  const all = { ...redis.environment, ...environment, RULES_FILE: rulesFile, ...settings };
  const start = (name: CuelineProcess['name'], count: number, checkout?: string) =>
    Promise.all(Array.from({ length: count }, () => startProcess(name, { ...all, ...settingsOf(name) }, checkout)));
  const [ingestProcesses, matcherProcesses, publisherProcesses] = await Promise.all([
    start(hears, ingests),
    start('matcher', matchers),
    start('publisher', publishers),
  ]);
  const processes = [...ingestProcesses, ...matcherProcesses, ...publisherProcesses];
  await Promise.all(processes.map((one) => one.ready()));
  await simulator.sockets.subscribed(ingests);
  return {
    redis,
    simulator,
    /** Starts one more process with the same settings. */
    startAnother: async (
      name: CuelineProcess['name'],
      { untilReady = true, checkout }: { untilReady?: boolean; checkout?: string } = {},
    ) => {
      const another = first(await start(name, 1, checkout));
      if (untilReady) await another.ready();
      return another;
    },
    ingests: ingestProcesses,
    matchers: matcherProcesses,
    publishers: publisherProcesses,
  };
}

/** A pipeline that runs, on whatever Redis. */
export type Pipeline = Awaited<ReturnType<typeof startPipelineOn<TestRedis>>>;
