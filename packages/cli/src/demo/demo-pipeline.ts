import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scaleDurations, type Pack } from '@cueline/rules';
import type { SimulatedPlatform, Simulator } from '@cueline/simulator';
import type { Pipeline } from '../run/pipeline.js';
import { ownArchive } from '../redis/own-archive.js';
import { consoleService } from '../run/console-service.js';
import { findFreePort } from '../run/free-port.js';
import { pipelineService } from '../run/pipeline-service.js';
import { preparePrivateRedis } from '../run/private-redis.js';
import { demoEnvironment } from './demo-environment.js';
import { formatRuleFile } from './format-rule-file.js';
import { hearPlatform } from './hear-platform.js';

/** Each call has a panel, however many calls there are. */
const MOST_PANELS = 50_000;

export interface DemoPipelineOptions {
  readonly pipeline: Pipeline;
  readonly simulator: Simulator;
  readonly env: NodeJS.ProcessEnv;
  /** Where the demo's files are for as long as it runs. */
  readonly folder: string;
  readonly pack: Pack;
  readonly speed: number;
  /** By whose wire the calls come. */
  readonly platform: SimulatedPlatform;
}

/** Starts Redis and every process of the pipeline against the simulator; resolves when they listen to it. */
export async function startDemoPipeline(options: DemoPipelineOptions) {
  const { pipeline, simulator, env, folder, pack, speed, platform } = options;
  const scaled = scaleDurations(pack, 1 / speed);
  const rulesFile = join(folder, 'rules.json');
  await writeFile(rulesFile, formatRuleFile(scaled));
  const data = join(folder, 'redis');
  await mkdir(data);
  const redis = await preparePrivateRedis(data, env);
  pipeline.start([redis.service]);
  await pipeline.untilReady();

  const { clientId, clientSecret } = simulator.credentials;
  const baseUrl = await simulator.start();
  const cxone = {
    CXONE_BASE_URL: baseUrl,
    CXONE_CLIENT_ID: clientId,
    CXONE_CLIENT_SECRET: clientSecret,
  };
  const childEnv = demoEnvironment({ env, redisUrl: redis.url, cxone, rulesFile, speed });
  const hearing = await hearPlatform(platform, { simulator, baseUrl, folder, speed });
  pipeline.start([pipelineService('publisher', 'publisher', { env: { ...childEnv, ...hearing.publisherEnv } })]);
  pipeline.start([1, 2].map((n) => pipelineService('matcher', `matcher ${n}`, { env: childEnv })));
  const panelPort = await findFreePort();
  const panelSecret = randomBytes(32).toString('base64url');
  const panelEnv = { ...childEnv, PANEL_SECRET: panelSecret, PANEL_MAX_STREAMS: String(MOST_PANELS) };
  const archived = { ...childEnv, ARCHIVE_URL: ownArchive(folder) };
  pipeline.start([
    pipelineService(hearing.process, hearing.process, { env: { ...childEnv, ...hearing.env } }),
    pipelineService('archive', 'archive', { env: archived }),
    await consoleService(archived),
    pipelineService('panel', 'panel', { env: panelEnv, httpPort: panelPort }),
  ]);
  // All have started before the calls begin: a start takes a core that cues would wait for.
  await pipeline.untilReady();
  await simulator.sockets.subscribed();
  return {
    redisUrl: redis.url,
    scaled,
    panelPage: { url: `http://127.0.0.1:${panelPort}/panel/`, secret: panelSecret },
  };
}
