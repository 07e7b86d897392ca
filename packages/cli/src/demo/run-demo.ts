import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompiledPack, Pack } from '@cueline/rules';
import { createKeys, createLog, createRedis, readSettings, redisSettings } from '@cueline/shared';
import { createSimulator, type Call, type SimulatedPlatform, type Simulator } from '@cueline/simulator';
import { z } from 'zod';
import { defaultSettings } from '../calls/default-settings.js';
import { createPipeline } from '../run/pipeline.js';
import type { CallView } from './call-view.js';
import { createCallViews } from './call-views.js';
import { callsAgain, longestOf } from './calls-again.js';
import { compare, type Comparison } from './compare.js';
import { startDemoPipeline } from './demo-pipeline.js';
import { deservedBy } from './deserved.js';
import type { Display } from './display.js';
import { followCalls } from './follow-calls.js';
import { callsOn } from './hear-platform.js';
import { createInteractionsReader } from './interactions-reader.js';
import { openPanels, panelLink, type PanelPage, type PanelPointer } from './open-panels.js';

export interface DemoOptions {
  readonly calls: readonly Call[];
  readonly rules: CompiledPack;
  /** How many times faster than real time the calls are played. */
  readonly speed: number;
  /** By whose wire the calls come. */
  readonly platform: SimulatedPlatform;
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
  /** Has the calls begin again, over and over, under ids of their own; returns the panel of one that goes on for long. */
  readonly playOn: () => PanelPointer | undefined;
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
  const calls = callsOn(platform, all, speed);
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
    const started = await startDemoPipeline({ pipeline, simulator, env, folder, pack, speed, platform });
    if (signal.aborted) return;
    const { redisUrl, panelPage } = started;
    const panelOf = (played: readonly Call[]) => {
      const call = longestOf(played)?.interactionId;
      return call === undefined ? undefined : { call, url: panelLink(panelPage, call) };
    };
    const panel = panelOf(calls);
    if (panel !== undefined) display.point(panel);
    const { views, shownIn } = await playCalls({ ...started, calls, simulator, speed, display, signal });
    if (signal.aborted) return;
    await context.onEnd({
      comparisons: calls.map((call, index) => compareCall(call, rules, views[index], shownIn(call.interactionId))),
      redisUrl,
      playOn: () => {
        const again = callsAgain(calls, speed);
        void simulator.play(again, { speed, loop: true, spreadMs: SPREAD_MS });
        return panelOf(again);
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
  readonly panelPage: PanelPage;
  readonly speed: number;
  readonly display: Display;
  readonly signal: AbortSignal;
}

/** Plays calls, each with its panel open, until all have their outcomes. */
async function playCalls(context: PlayContext) {
  const { calls, simulator, redisUrl, scaled, panelPage, speed, display, signal } = context;
  const ids = calls.map(({ interactionId }) => interactionId);
  const panels = await openPanels(ids, panelPage);
  const settings = readSettings(z.object(redisSettings), { REDIS_URL: redisUrl });
  const redis = createRedis(settings, { role: 'commands', log: createLog({ name: 'demo', level: 'silent' }) });
  const keys = createKeys(settings.KEY_PREFIX);
  try {
    const views = await followCalls({
      ids,
      played: simulator.play(calls, { speed }),
      views: createCallViews({ calls, journal: simulator.journal, pack: scaled, speed }),
      reader: createInteractionsReader({ redis, keys, partitions: settings.PARTITIONS, pack: scaled }),
      display,
      signal,
    });
    return { views, shownIn: panels.shownIn };
  } finally {
    panels.close();
    redis.disconnect();
  }
}

function compareCall(
  call: Call,
  rules: CompiledPack,
  view: CallView | undefined,
  onPanel: ReadonlySet<string>,
): Comparison {
  const deserved = deservedBy(call, rules, view?.startedAtMs ?? Date.now());
  const verdicts = Object.entries(view?.known.disclosures ?? {}).map(([id, { kind }]) => [id, kind]);
  const outcome = { cues: view?.cues ?? [], verdicts: Object.fromEntries(verdicts), onPanel };
  return compare(call.interactionId, deserved, outcome);
}
