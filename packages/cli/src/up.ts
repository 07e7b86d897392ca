import { join } from 'node:path';
import { changeLine } from './change-line.js';
import { ExitCode } from './exit-code.js';
import { createPipeline } from './pipeline.js';
import { pipelineService } from './pipeline-service.js';
import { preparePrivateRedis } from './private-redis.js';
import { createRedisNote } from './running-redis.js';
import { shippedRules } from './shipped-rules.js';
import { prepareSimulator } from './simulator-service.js';

export interface UpOptions {
  readonly matchers: number;
  /** Whether the simulator takes CXone's place. */
  readonly simulate: boolean;
}

export interface UpContext {
  readonly env: NodeJS.ProcessEnv;
  /** Where data is kept: `.cueline` in the working directory. */
  readonly folder: string;
  readonly print: (line: string) => void;
  readonly random: () => number;
  /** Aborted when all is to stop. */
  readonly signal: AbortSignal;
}

/**
 * Runs the whole pipeline on this machine until it is stopped; returns the exit code.
 *
 * @throws CommandError once all has been stopped, because a process can't run as it is set up
 */
export async function up({ matchers, simulate }: UpOptions, context: UpContext): Promise<number> {
  const { print, random, signal } = context;
  const pipeline = createPipeline({ onChange: (change) => print(changeLine(change)), random, signal });
  const note = createRedisNote(context.folder);
  let env: NodeJS.ProcessEnv = { ...context.env, RULES_FILE: context.env['RULES_FILE'] || shippedRules };
  const isPrivate = !env['REDIS_URL'];
  const running = isPrivate ? await note.read() : undefined;
  if (running !== undefined) {
    print(`Cueline is already running here, with Redis at ${running}`);
    return ExitCode.foundWrong;
  }
  try {
    if (isPrivate) {
      const redis = await preparePrivateRedis(join(context.folder, 'redis'), env);
      pipeline.start([redis.service]);
      await pipeline.untilReady();
      if (signal.aborted) return ExitCode.ok;
      await note.write(redis.url);
      env = { ...env, REDIS_URL: redis.url };
    }
    if (simulate) {
      const simulator = await prepareSimulator(env);
      pipeline.start([simulator.service]);
      await pipeline.untilReady(); // or the others would find no CXone at first
      if (signal.aborted) return ExitCode.ok;
      env = { ...env, ...simulator.cxone };
    }
    const numbers = Array.from({ length: matchers }, (_, index) => index + 1);
    pipeline.start([pipelineService('publisher', 'publisher', env)]);
    pipeline.start(numbers.map((n) => pipelineService('matcher', matchers === 1 ? 'matcher' : `matcher ${n}`, env)));
    pipeline.start([pipelineService('ingest', 'ingest', env)]);
    await pipeline.untilStopping();
    return ExitCode.ok;
  } finally {
    await pipeline.stop();
    if (isPrivate) await note.remove();
  }
}
