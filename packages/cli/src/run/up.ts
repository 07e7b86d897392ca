import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '@cueline/shared';
import { changeLine } from './change-line.js';
import { dayClock } from './day-clock.js';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';
import { isGiven } from '../redis/is-given.js';
import { ownArchive } from '../redis/own-archive.js';
import { consoleService } from './console-service.js';
import { findAnyCall } from './find-any-call.js';
import { misspeltSettings } from './misspelt-settings.js';
import { nextSteps } from './next-steps.js';
import { createPipeline } from './pipeline.js';
import { pipelineServices } from './pipeline-services.js';
import { preparePrivateRedis } from './private-redis.js';
import { redisSetting } from '../redis/redis-setting.js';
import { createRedisNote } from '../redis/running-redis.js';
import { shippedRules } from '../calls/shipped-rules.js';
import { createPrometheusTargets } from './prometheus-targets.js';
import { prepareSimulator, simulatedCxone } from './simulator-service.js';
import { wrongSettings } from './wrong-settings.js';

export interface UpOptions {
  readonly matchers: number;
  /** Whether the simulator takes CXone's place. */
  readonly simulate: boolean;
  /** The first of the fixed ports on which processes serve health and metrics; without it, they listen on any free ones. */
  readonly httpPort?: number | undefined;
}

export interface UpContext {
  readonly env: NodeJS.ProcessEnv;
  /** Where data is kept: `.cueline` in the working directory. */
  readonly folder: string;
  readonly print: (line: string) => void;
  /** The width of the terminal, if there is one. */
  readonly columns: number | undefined;
  /** In ms since the Unix epoch. */
  readonly now: () => number;
  readonly random: () => number;
  /** Aborted when all is to stop. */
  readonly signal: AbortSignal;
}

/**
 * Runs the whole pipeline on this machine until it is stopped; returns the exit code.
 *
 * @throws CommandError once all has been stopped, because a process can't run as it is set up or data can't be kept
 */
export async function up({ matchers, simulate, httpPort }: UpOptions, context: UpContext): Promise<number> {
  const { print, now, random, signal } = context;
  for (const line of misspeltSettings(context.env)) print(`${dayClock(now())} warn: ${line}`);
  const targets = createPrometheusTargets(context.folder);
  /** Names of the services that serve metrics. */
  const measured = new Set<string>();
  let consoleUrl: string | undefined;
  const pipeline = createPipeline({
    onChange(change) {
      print(`${dayClock(now())} ${changeLine(change)}`);
      if (change.kind !== 'ready') return;
      if (change.name === 'console') consoleUrl = change.at;
      if (measured.has(change.name)) void targets.add(change.name, change.at);
    },
    random,
    signal,
  });
  const note = createRedisNote(context.folder);
  let env = isGiven('RULES_FILE', context.env) ? context.env : { ...context.env, RULES_FILE: shippedRules };
  const isPrivate = redisSetting(env) === undefined;
  const running = isPrivate ? await note.read() : undefined;
  if (running !== undefined) {
    print(`Cueline is already running here, with Redis at ${running}`);
    return ExitCode.foundWrong;
  }
  const wrong = wrongSettings({
    ...(simulate ? { ...withoutCxone(env), ...simulatedCxone } : env),
    ...(isPrivate ? { REDIS_URL: 'redis://127.0.0.1' } : {}),
  });
  if (wrong.length > 0) throw new CommandError(ExitCode.configuration, wrong.join('\n'));
  let isNoted = false;
  try {
    if (isPrivate) {
      const data = join(context.folder, 'redis');
      await mkdir(data, { recursive: true, mode: 0o700 }).catch(unwritable(context.folder));
      const redis = await preparePrivateRedis(data, env);
      pipeline.start([redis.service]);
      await pipeline.untilReady();
      if (signal.aborted) return ExitCode.ok;
      await note.write(redis.url).catch(unwritable(context.folder));
      isNoted = true;
      env = { ...env, REDIS_URL: redis.url };
    }
    if (simulate) {
      const simulator = await prepareSimulator(env);
      pipeline.start([simulator.service]);
      await pipeline.untilReady(); // or the others would find no CXone at first
      if (signal.aborted) return ExitCode.ok;
      env = { ...withoutCxone(env), ...simulator.cxone };
    }
    env = await withArchive(env, context);
    const archives = isArchiveGiven(env);
    for (const group of [...pipelineServices({ matchers, httpPort, archives, env }), [await consoleService(env)]]) {
      for (const { name } of group) measured.add(name);
      pipeline.start(group);
    }
    await pipeline.untilReady();
    if (!signal.aborted)
      print(nextSteps(await findAnyCall(env, { waits: simulate, signal }), { ...context, consoleUrl }));
    await pipeline.untilStopping();
    return ExitCode.ok;
  } finally {
    await pipeline.stop();
    await targets.remove();
    if (isNoted) await note.remove();
  }
}

const isArchiveGiven = (env: NodeJS.ProcessEnv) => isGiven('ARCHIVE_URL', env) || isGiven('ARCHIVE_DIR', env);

/** Where nothing else is said, outcomes are archived beside the other data; if they can't be, all else runs without. */
async function withArchive(env: NodeJS.ProcessEnv, { folder, print, now }: UpContext): Promise<NodeJS.ProcessEnv> {
  if (isArchiveGiven(env)) return env;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK);
    return { ...env, ARCHIVE_URL: ownArchive(folder), ARCHIVE_URL_FILE: '' };
  } catch {
    print(`${dayClock(now())} warn: outcomes are not archived: ./${folder} cannot be written`);
    return env;
  }
}

/** CXone's own settings have no say in how its stand-in is reached. */
function withoutCxone(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('CXONE_')));
}

/** Gives what handles that this folder cannot be written. */
function unwritable(folder: string) {
  return (cause: unknown): never => {
    const code = errorCode(cause) ?? 'unwritable';
    const message = `./${folder} cannot be written (${code}): start it in another folder, or set REDIS_URL`;
    throw new CommandError(ExitCode.configuration, message, { cause });
  };
}
