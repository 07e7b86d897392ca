import type { SimulatorInput } from '@cueline/simulator';
import { type CuelineProcess, startProcess } from './cueline-process.js';
import { startRedis } from './redis.js';
import { writeRules } from './rule-file.js';
import { startSimulator } from './simulator.js';

export interface PipelineOptions {
  readonly ingests?: number;
  readonly matchers?: number;
  readonly publishers?: number;
  /** The rule file, as YAML. */
  readonly rules: string;
  /** Settings of all processes. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly simulator?: SimulatorInput;
}

/** Starts Redis, the simulator and the processes between them, all of one test's own; resolves when they are ready. */
export async function startPipeline({
  ingests = 1,
  matchers = 1,
  publishers = 1,
  rules,
  settings = {},
  simulator: simulatorOptions = {},
}: PipelineOptions) {
  const redis = await startRedis();
  const { simulator, environment } = await startSimulator(simulatorOptions);
  const all = { ...redis.environment, ...environment, RULES_FILE: await writeRules(rules), ...settings };
  const start = (name: CuelineProcess['name'], count: number) =>
    Promise.all(Array.from({ length: count }, () => startProcess(name, all)));
  const processes = {
    ingests: await start('ingest', ingests),
    matchers: await start('matcher', matchers),
    publishers: await start('publisher', publishers),
  };
  await Promise.all(Object.values(processes).flatMap((group) => group.map((one) => one.ready())));
  await simulator.sockets.subscribed(ingests);
  return { redis, simulator, ...processes };
}
