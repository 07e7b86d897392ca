import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeys, type RedisClient } from '@cueline/shared';
import { createRandom, createSimulator, type Random } from '@cueline/simulator';
import { readOutcomes } from '../harness/outcomes.js';
import { segmentsLeft } from '../harness/segments-left.js';
import { CALL_MS, chaosCalls } from './chaos-calls.js';
import { drawLedger, type Ledger } from './chaos-ledger.js';
import { startChaosRedis } from './chaos-redis.js';
import type { RedisMode } from './fault-kinds.js';
import { createFleet } from './fleet.js';
import type { Victims } from './victims.js';
import type { LabContext } from './lab-context.js';
import { playCalls } from './play-calls.js';
import { eventually } from './recovery.js';
import { PACKS } from './rules.js';
import { type InjectedFault, runSchedule } from './run-schedule.js';
import { drawSchedule } from './schedule.js';

export interface ChaosOptions {
  readonly mode: RedisMode;
  readonly seed: number;
  readonly minutes: number;
  readonly callsPerSecond: number;
  /** Settings of all processes, in addition to the laboratory's. */
  readonly settings: Readonly<Record<string, string>>;
  /** The checkout whose build runs at first; this one by default. */
  readonly checkout?: string;
}

/** What a run has shown. */
export interface ChaosReport extends Ledger {
  readonly schedule: readonly InjectedFault[];
  /** What did not come right again after a fault. */
  readonly unrecovered: readonly string[];
  /** Processes that ended though nobody asked them to, or not in order. */
  readonly deaths: readonly string[];
  /** What is left at the end, when nothing should be. */
  readonly left: { readonly segments: number; readonly looks: number; readonly deadLetters: number };
}

/** How long to wait for what is owed once the last fault is over: a hold after 403 takes a minute. */
const SETTLE_MS = 120_000;

const SETTINGS = {
  END_LINGER_MS: '2000',
  CUE_MAX_AGE_MS: '3600000',
  CUE_RATE_MAX: '100',
  CXONE_CUE_TIMEOUT_MS: '3000',
  CXONE_PONG_TIMEOUT_MS: '10000',
  // Longer than any fault: an ingest that is asked to stop writes what it holds, and gives up only if Redis stays away.
  SHUTDOWN_TIMEOUT: '30s',
};
/** Faults that may lose the last writes that Redis had answered, as docs/guarantees.md says. */
const FAIL_OVER = /^redis(Killed|Frozen|Paused|Asleep|FailedOver|Full)$/;
const LOSSY: Readonly<Record<RedisMode, RegExp>> = {
  standalone: /^redisKilled$/,
  sentinel: FAIL_OVER,
  cluster: FAIL_OVER,
};

/** One for each process. */
const REPLICAS = 2;

/** What happens while calls are played. */
export type Disturb = (
  lab: Victims,
  time: { readonly sinceMs: () => number; readonly durationMs: number },
) => Promise<{ readonly injected: readonly InjectedFault[]; readonly unrecovered: readonly string[] }>;

/** Runs the laboratory: everything in several replicas, calls whose right answer is known, and faults by a schedule. */
export function runChaos(options: ChaosOptions, context: LabContext): Promise<ChaosReport> {
  const { mode, seed, minutes } = options;
  const schedule = drawSchedule(createRandom(seed), { mode, durationMs: minutes * 60_000 });
  const { tell } = context;
  return runLab(options, (lab, time) => runSchedule(schedule, lab, { tell, ...time }), context);
}

/** Runs the laboratory with whatever disturbs it. */
export async function runLab(options: ChaosOptions, disturb: Disturb, context: LabContext): Promise<ChaosReport> {
  const { mode, seed, minutes } = options;
  const durationMs = minutes * 60_000;
  // Each has random numbers of its own, so that changing one leaves the others as they were.
  const calls = chaosCalls(createRandom(seed + 1), { durationMs, perSecond: options.callsPerSecond });
  const lab = await startLab(options, createRandom(seed + 2), context);
  const { simulator, fleet } = lab;

  const beganMs = Date.now();
  const sinceMs = () => Date.now() - beganMs;
  const over = new AbortController();
  const playing = playCalls(simulator, calls, { sinceMs, signal: over.signal });
  const { injected, unrecovered } = await disturb(lab, { sinceMs, durationMs });
  const patience = setTimeout(() => over.abort(), Math.max(0, durationMs + CALL_MS - sinceMs()) + SETTLE_MS);
  await playing;
  clearTimeout(patience);

  const { partitions, client } = lab.redis;
  const lives = calls.length + calls.filter(({ earlier }) => earlier !== undefined).length;
  const read = () => readOutcomes(client, partitions);
  await eventually(async () => {
    const { segments, looks } = await readLeft(client, partitions);
    return segments + looks === 0 && (await read()).size >= lives;
  }, SETTLE_MS);
  const lossy = injected
    .filter(({ kind }) => LOSSY[mode].test(kind))
    .map((fault) => ({ fromMs: beganMs + fault.beganMs - 2000, toMs: beganMs + fault.endedMs + 15_000 }));
  return {
    ...drawLedger({ calls, journal: simulator.journal.read(), outcomes: await read(), lossy }),
    schedule: injected,
    unrecovered,
    deaths: fleet.deaths,
    left: await readLeft(client, partitions),
  };
}

/** Starts Redis, the simulator and the processes between them; resolves when all are ready. */
async function startLab(
  { mode, seed, settings, checkout }: ChaosOptions,
  random: Random,
  context: LabContext,
): Promise<Victims> {
  const directory = await mkdtemp(join(tmpdir(), 'cueline-chaos-'));
  context.onEnd(() => rm(directory, { recursive: true, force: true }));
  const rulesFile = join(directory, 'rules.yaml');
  await writeFile(rulesFile, PACKS[0]);
  const redis = await startChaosRedis(mode, context);
  const simulator = createSimulator({ seed, cueRateMax: 150, journalLength: 10_000_000 });
  const cxonePort = Number(new URL(await simulator.start()).port);
  context.onEnd(() => simulator.stop());
  const { clientId, clientSecret } = simulator.credentials;
  const fleet = createFleet({
    ...context,
    settings: {
      ...SETTINGS,
      ...settings,
      RULES_FILE: rulesFile,
      CXONE_CLIENT_ID: clientId,
      CXONE_CLIENT_SECRET: clientSecret,
    },
    cxonePort,
    redis: redis.environment,
    random,
  });
  for (const name of ['ingest', 'matcher', 'publisher'] as const)
    await Promise.all(Array.from({ length: REPLICAS }, () => fleet.start(name, checkout)));
  const isUp = async () => (await Promise.all(fleet.all().map(({ process }) => process.isReady()))).every(Boolean);
  if (!(await eventually(isUp, SETTLE_MS))) throw new Error('the processes did not become ready');
  await simulator.sockets.subscribed(REPLICAS);
  return { redis, fleet, simulator, rulesFile };
}

async function readLeft(client: RedisClient, partitions: number): Promise<ChaosReport['left']> {
  const keys = createKeys('cueline');
  const sum = async (size: (partition: number) => Promise<number>) =>
    (await Promise.all(Array.from({ length: partitions }, (_, partition) => size(partition)))).reduce(
      (a, b) => a + b,
      0,
    );
  return {
    segments: await segmentsLeft(client, { partitions }),
    looks: await sum((partition) => client.zcard(keys.outbox(partition))),
    deadLetters: await sum((partition) => client.xlen(keys.dead(partition))),
  };
}
