import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompiledPack, Pack } from '@cueline/rules';
import { createKeys, createLog, createRedis, readSettings, redisSettings } from '@cueline/shared';
import { createSimulator, type Call, type Simulator } from '@cueline/simulator';
import { z } from 'zod';
import { defaultSettings } from '../calls/default-settings.js';
import { createPipeline } from '../run/pipeline.js';
import type { CallView } from './call-view.js';
import { createCallViews } from './call-views.js';
import { compare, type Comparison } from './compare.js';
import { type DemoPlatform, startDemoPipeline } from './demo-pipeline.js';
import { deservedBy } from './deserved.js';
import type { Display } from './display.js';
import { answeredLater } from './hear-nice.js';
import { followCalls } from './follow-calls.js';
import { createInteractionsReader } from './interactions-reader.js';

export interface DemoOptions {
  readonly calls: readonly Call[];
  readonly rules: CompiledPack;
  /** How many times faster than real time the calls are played. */
  readonly speed: number;
  readonly platform: DemoPlatform;
}

export interface DemoContext {
  readonly env: NodeJS.ProcessEnv;
  readonly display: Display;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Called once the calls are over; the pipeline runs on until it resolves. Not called when the demo is stopped before. */
  readonly onEnd: (end: DemoEnd) => Promise<void>;
}

/** How the demo ended: one comparison for each call, and the pipeline that still runs. */
export interface DemoEnd {
  readonly comparisons: readonly Comparison[];
  readonly redisUrl: string;
  /** Has the calls begin again, over and over, under ids of their own. */
  readonly playOn: () => void;
  /** Resolves when it is asked to stop. */
  readonly untilStopping: () => Promise<void>;
}

/** So that calls which go on do not all begin at once. */
const SPREAD_MS = 10_000;

/** Plays calls through a pipeline of its own, with a Redis of its own. All that it starts ends with it. */
export async function runDemo(
  { calls: all, rules, speed, platform }: DemoOptions,
  context: DemoContext,
): Promise<void> {
  const calls = platform === 'nice' ? answeredLater(all, speed) : all;
  const { env, display, random, signal } = context;
  const folder = await mkdtemp(join(tmpdir(), 'cueline-demo-'));
  const pipeline = createPipeline({ onChange: (change) => display.tell(change), random, signal });
  const { CUE_RATE_MAX, CUE_RATE_WINDOW_MS } = defaultSettings;
  const simulator = createSimulator({
    platform,
    cueRateMax: CUE_RATE_MAX + 5,
    cueRateWindowMs: CUE_RATE_WINDOW_MS / speed,
  });
  try {
    const { pack } = rules;
    const { redisUrl, scaled } = await startDemoPipeline({ pipeline, simulator, env, folder, pack, speed, platform });
    if (signal.aborted) return;
    const end = await playCalls({ calls, simulator, redisUrl, scaled, speed, display, signal });
    if (signal.aborted) return;
    await context.onEnd({
      comparisons: calls.map((call, index) => compareCall(call, rules, end[index])),
      redisUrl,
      playOn: () => {
        const again = calls.map((call) => ({ ...call, interactionId: `${call.interactionId}-again` }));
        void simulator.play(again, { speed, loop: true, spreadMs: SPREAD_MS });
      },
      untilStopping: () => pipeline.untilStopping(),
    });
  } finally {
    display.close();
    simulator.stopCalls();
    await pipeline.stop();
    await simulator.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface PlayContext {
  readonly calls: readonly Call[];
  readonly simulator: Simulator;
  readonly redisUrl: string;
  readonly scaled: Pack;
  readonly speed: number;
  readonly display: Display;
  readonly signal: AbortSignal;
}

async function playCalls(context: PlayContext): Promise<CallView[]> {
  const { calls, simulator, redisUrl, scaled, speed, display, signal } = context;
  const settings = readSettings(z.object(redisSettings), { REDIS_URL: redisUrl });
  const redis = createRedis(settings, { role: 'commands', log: createLog({ name: 'demo', level: 'silent' }) });
  const keys = createKeys(settings.KEY_PREFIX);
  try {
    return await followCalls({
      ids: calls.map(({ interactionId }) => interactionId),
      played: simulator.play(calls, { speed }),
      views: createCallViews({ calls, journal: simulator.journal, pack: scaled, speed }),
      reader: createInteractionsReader({ redis, keys, partitions: settings.PARTITIONS, pack: scaled }),
      display,
      signal,
    });
  } finally {
    redis.disconnect();
  }
}

function compareCall(call: Call, rules: CompiledPack, view: CallView | undefined): Comparison {
  const deserved = deservedBy(call, rules, view?.startedAtMs ?? Date.now());
  const verdicts = Object.entries(view?.known.disclosures ?? {}).map(([id, { kind }]) => [id, kind]);
  return compare(call.interactionId, deserved, { cues: view?.cues ?? [], verdicts: Object.fromEntries(verdicts) });
}
