import { once } from 'node:events';
import {
  checkRedis,
  createConnections,
  createKeys,
  createReplicated,
  createTokenMetrics,
  createTokens,
  cuesUrl,
  InteractionId,
  keepHeartbeat,
  type Keys,
  nameReplica,
  type ProcessContext,
  type RedisClient,
  stoppedWhileAway,
  tokenSource,
  tokenUrl,
  toUs,
  untilAccepted,
  warnOfPlainText,
} from '@cueline/shared';
import { Queue } from 'bullmq';
import { createAdmission } from './gate/admission.js';
import { createCircuit } from './gate/circuit.js';
import { createCueApi } from './outlet/cue-api.js';
import { createDeliver } from './look/deliver.js';
import { createHold, type QueueHold } from './gate/hold.js';
import { createInteractions } from './look/interactions.js';
import { createJobLocks } from './look/job-locks.js';
import { createLiveOutlet } from './outlet/live-outlet.js';
import { createLook } from './look/look.js';
import { createShadowOutlet, type Outlet } from './outlet/outlet.js';
import { createPacks } from './look/packs.js';
import { createPublisherMetrics, type PublisherMetrics } from './metrics.js';
import { createRate } from './gate/rate.js';
import { createResolving } from './look/resolving.js';
import type { PublisherSettings } from './settings.js';
import { createSteadyWorker } from './queue/steady-worker.js';
import { watchHold } from './watch-hold.js';

/** The part of `SHUTDOWN_TIMEOUT` reserved for closing connections. */
const CLOSING_MS = 1000;

/** Looks at interactions as the queue requests, until told to stop. */
export async function runPublisher(context: ProcessContext<PublisherSettings>): Promise<void> {
  const { settings, log, checks, signal } = context;
  const connections = createConnections(settings, log);
  const redis = connections.open('commands');
  const queueRedis = connections.open('queue');
  checks.set('queue', () => 'no jobs are taken yet');
  const keys = createKeys(settings.KEY_PREFIX);
  const mode = settings.CUE_MODE;
  const replica = nameReplica(context.name);
  const endHeartbeat = keepHeartbeat({ ...context, redis, keys, replica, describe: () => ({ mode }) });
  const queue = new Queue(keys.queue.name, {
    connection: redis,
    prefix: keys.queue.prefix,
    // Nobody reads the queue's events; by default BullMQ would keep ten thousand.
    streams: { events: { maxLen: 100 } },
  });
  queue.on('error', (error) => log.debug({ err: error }, 'queue error'));
  try {
    const check = () => checkRedis({ ...context, redis, keys, partitions: settings.PARTITIONS });
    const checked = untilAccepted(check, { log, signal });
    await Promise.race([checked, stoppedWhileAway(redis, signal)]);
    if (signal.aborted) return;
    const metrics = createPublisherMetrics(context.metrics);
    const hold = createHold({ redis, keys });
    checks.set('queue', watchHold({ hold, queue, metrics, log, signal }));

    const outlet = createOutlet(context, { redis, keys, hold, metrics });
    const replicated = createReplicated(redis, settings.REDIS_MIN_REPLICAS);
    const { format } = context;
    const partitions = settings.PARTITIONS;
    const interactions = createInteractions({ redis, keys, format, partitions, replicated, replica });
    const resolving = createResolving({ on: settings.CXONE_CUE_RESOLVE === 'patch', log });
    const monotonic = () => performance.now();
    const look = createLook({
      interactions,
      packs: createPacks({ redis, keys, metrics }),
      locks: createJobLocks({ redis, queue }),
      deliver: createDeliver({ interactions, outlet, resolving, metrics, log, monotonic }),
      resolving,
      metrics,
      cueMaxAgeUs: toUs(settings.CUE_MAX_AGE_MS),
    });
    const worker = createSteadyWorker({ redis: queueRedis, keys, queue, look, metrics, log, tracing: context.tracing });
    if (!signal.aborted) await once(signal, 'abort');
    await worker.close(Math.max(0, settings.SHUTDOWN_TIMEOUT - CLOSING_MS));
  } finally {
    await endHeartbeat();
    connections.close();
  }
}

interface OutletParts {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly hold: QueueHold;
  readonly metrics: PublisherMetrics;
}

function createOutlet(
  { settings, log, metrics: registry, checks, warnings, signal }: ProcessContext<PublisherSettings>,
  { redis, keys, hold, metrics }: OutletParts,
): Outlet {
  if (settings.CUE_MODE === 'shadow') {
    log.warn({ mode: settings.CUE_MODE }, 'shadow mode: cues are decided and recorded, and none is posted');
    return createShadowOutlet();
  }
  log.info({ mode: settings.CUE_MODE }, 'cues are posted');
  warnOfPlainText([tokenUrl(settings), cuesUrl(settings, InteractionId.parse('any'))], log);
  const tokens = createTokens({ ...tokenSource(settings, signal), metrics: createTokenMetrics(registry), log });
  checks.set('token', tokens.objection);
  // Requested early; it retries until it has a token or the process ends.
  tokens.get().catch((error: unknown) => log.debug({ err: error }, 'no token available'));
  const limit = { max: settings.CUE_RATE_MAX, windowMs: settings.CUE_RATE_WINDOW_MS };
  const rate = createRate({ redis, keys, ...limit });
  const monotonic = () => performance.now();
  const circuit = createCircuit({ hold, random: Math.random, monotonic, log });
  warnings.set('cues', circuit.warning);
  return createLiveOutlet({
    cues: createCueApi({ settings, now: Date.now }),
    tokens,
    admit: createAdmission({ redis, keys, rate, ...limit, monotonic }),
    hold,
    circuit,
    metrics,
    log,
  });
}
