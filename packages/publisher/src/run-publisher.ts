import { once } from 'node:events';
import {
  checkRedis,
  createConnections,
  createKeys,
  createReplicated,
  keepHeartbeat,
  nameReplica,
  type ProcessContext,
  stoppedWhileAway,
  toUs,
  untilAccepted,
} from '@cueline/shared';
import { Queue } from 'bullmq';
import { createDeliver } from './look/deliver.js';
import { createHold } from './gate/hold.js';
import { createInteractions } from './look/interactions.js';
import { createJobLocks } from './look/job-locks.js';
import { createLook } from './look/look.js';
import { createLookEverywhere } from './look/look-everywhere.js';
import { createOutlets, type OutletInUse } from './create-outlets.js';
import { createNotify } from './look/notify.js';
import { createPacks } from './look/packs.js';
import { createPublisherMetrics } from './metrics.js';
import { createResolving } from './look/resolving.js';
import type { PublisherSettings } from './settings.js';
import { startNotices } from './start-notices.js';
import { createSteadyWorker } from './queue/steady-worker.js';
import { createCueWorker, LONGEST_LOOK_DELAY_MS } from './queue/worker.js';
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
  const prefix = settings.KEY_PREFIX;
  const keys = createKeys(prefix);
  const mode = settings.CUE_MODE;
  const replica = nameReplica(context.name);
  const tells = settings.NOTICES_FILE !== undefined;
  const describe = () => ({ mode, notices: tells });
  const endHeartbeat = keepHeartbeat({ ...context, redis, keys, replica, describe });
  const queue = new Queue(keys.queue.name, {
    connection: redis,
    prefix: keys.queue.prefix,
    // Nobody reads the queue's events; by default BullMQ would keep ten thousand.
    streams: { events: { maxLen: 100 } },
  });
  queue.on('error', (error) => log.debug({ err: error }, 'queue error'));
  try {
    const check = () => checkRedis({ ...context, redis, prefix, partitions: settings.PARTITIONS });
    const checked = untilAccepted(check, { log, signal });
    const layout = await Promise.race([checked, stoppedWhileAway(redis, signal)]);
    if (signal.aborted || layout === undefined) return;
    const metrics = createPublisherMetrics(context.metrics);
    const hold = createHold({ redis, keys });
    checks.set('queue', watchHold({ hold, queue, metrics, log, signal }));

    const [first, ...others] = createOutlets({ process: context, redis, keys, hold, metrics });
    const replicated = createReplicated(redis, settings.REDIS_MIN_REPLICAS);
    const { format } = context;
    const packs = createPacks({ redis, keys, metrics });
    const locks = createJobLocks({ redis, queue });
    const lookOn = ({ name, outlet, asks, canWithdraw, metrics: counted }: OutletInUse) => {
      const interactions = createInteractions({ redis, ...layout, format, replicated, replica, outlet: name });
      const resolving = createResolving({ on: canWithdraw, log });
      const monotonic = () => performance.now();
      return createLook({
        interactions,
        packs,
        locks,
        deliver: createDeliver({ interactions, outlet, name, resolving, metrics: counted, log, monotonic }),
        notify: tells ? createNotify({ interactions, packs, outlet: name, metrics, log }) : undefined,
        asks,
        resolving,
        metrics: counted,
        cueMaxAgeUs: toUs(settings.CUE_MAX_AGE_MS),
      });
    };
    const look = createLookEverywhere(lookOn(first), others.map(lookOn));
    const jobs = { redis: queueRedis, keys, queue, metrics, log, tracing: context.tracing };
    const worker = createSteadyWorker({
      ...jobs,
      longestDelayMs: LONGEST_LOOK_DELAY_MS,
      work: look,
      start: (work) => createCueWorker({ ...jobs, look: work }),
    });
    const notices = startNotices({ process: context, redis, queueRedis, layout, metrics });
    if (!signal.aborted) await once(signal, 'abort');
    const forMs = Math.max(0, settings.SHUTDOWN_TIMEOUT - CLOSING_MS);
    await Promise.all([worker.close(forMs), notices?.close(forMs)]);
  } finally {
    await endHeartbeat();
    connections.close();
  }
}
