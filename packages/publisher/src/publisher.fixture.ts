import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
  createHealthApp,
  createKeys,
  createLog,
  createMetrics,
  createLayoutInForce,
  createWrittenFormat,
  readSettings,
  type ReadinessChecks,
} from '@cueline/shared';
import { spawnBound } from '@cueline/shared/testing';
import { createSimulator } from '@cueline/simulator';
import { Queue } from 'bullmq';
import { expect, vi } from 'vitest';
import { z } from 'zod';
import { createHold } from './gate/hold.js';
import { createInteractionPlanter } from './look/interactions.fixture.js';
import { startRedis } from './redis.fixture.js';
import { runPublisher } from './run-publisher.js';
import { PublisherSettings } from './settings.js';

const MAIN = fileURLToPath(new URL('../dist/main.bundle.js', import.meta.url));

const Readiness = z.object({ reasons: z.record(z.string(), z.string()) });

/** A publisher under test. */
export interface Publisher {
  /** What it has logged so far. */
  readonly log: () => string;
  /** What it says at `/readyz`. */
  readonly readiness: () => Promise<{ status: number; reasons: Record<string, string> }>;
}

/** One that is a process of its own. */
export interface PublisherProcess extends Publisher {
  readonly child: ChildProcess;
  readonly end: (signal: NodeJS.Signals) => Promise<void>;
}

type Environment = Readonly<Record<string, string>>;

/** A test's own Redis and CXone stand-in, with publishers between them. */
export async function startPublisherFixture(options: Parameters<typeof createSimulator>[0] = {}) {
  const { server, redis, stop } = await startRedis();
  const keys = createKeys('cueline');
  const queue = new Queue(keys.queue.name, { connection: redis, prefix: keys.queue.prefix });
  queue.on('error', () => undefined); // tests stop Redis
  const simulator = createSimulator({ cueRateMax: 1000, ...options });
  const baseUrl = await simulator.start();
  const { clientId, clientSecret } = simulator.credentials;
  const settings = {
    REDIS_URL: server.url,
    CXONE_BASE_URL: baseUrl,
    CXONE_CLIENT_ID: clientId,
    CXONE_CLIENT_SECRET: clientSecret,
    HTTP_PORT: '0',
    CUE_RATE_MAX: '1000',
  };
  const stops: (() => Promise<void>)[] = [];

  return {
    server,
    redis,
    keys,
    queue,
    simulator,
    hold: createHold({ redis, keys }),
    interactions: createInteractionPlanter({ redis, keys, queue }),
    /** Starts a publisher in this process, as to start another takes half a second of CPU; it takes jobs when it is ready. */
    startPublisher(environment: Environment = {}): Publisher {
      const publisher = startHere({ ...settings, ...environment });
      stops.push(publisher.stop);
      return publisher;
    },
    /** Starts a publisher in a process of its own. */
    spawnPublisher(environment: Environment = {}): PublisherProcess {
      const publisher = spawnPublisher({ ...settings, ...environment });
      stops.push(() => publisher.end('SIGKILL'));
      return publisher;
    },
    /** The requests that reached CXone, in order. */
    requests: () => simulator.journal.read({ kind: 'cue' }),
    /** The cues that CXone accepted, each once. */
    cues: () => simulator.journal.read({ kind: 'cue' }).filter(({ accepted }) => accepted),
    /** Ends the hold in force, as if its time had passed. */
    async letHoldRunOut(): Promise<void> {
      await redis.hset(keys.hold, 'untilMs', '1');
    },
    async stop(): Promise<void> {
      await Promise.all(stops.map((one) => one()));
      await simulator.stop();
      await stop();
    },
  };
}
export type PublisherFixture = Awaited<ReturnType<typeof startPublisherFixture>>;

/** Runs what `main.ts` runs, without the process around it. */
function startHere(environment: Environment): Publisher & { readonly stop: () => Promise<void> } {
  const parsed = readSettings(PublisherSettings, environment);
  let logged = '';
  const log = createLog({
    name: 'publisher',
    level: parsed.LOG_LEVEL,
    secrets: [parsed.CXONE_CLIENT_SECRET],
    destination: { write: (line) => (logged += line) },
  });
  const metrics = createMetrics('publisher');
  const checks: ReadinessChecks = new Map();
  const warnings: ReadinessChecks = new Map();
  const health = createHealthApp({ metrics, checks });
  const stopping = new AbortController();
  const ended = runPublisher({
    name: 'publisher',
    settings: parsed,
    log,
    metrics,
    checks,
    warnings,
    format: createWrittenFormat(),
    layout: createLayoutInForce(() => {}),
    signal: stopping.signal,
    serve: () => undefined,
  }).catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error; // work in progress may fail because it was told to stop
  });
  return {
    log: () => logged,
    readiness: async () => readinessFrom(await health.request('/readyz')),
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

function spawnPublisher(environment: Environment): PublisherProcess {
  const child = spawnBound(process.execPath, [MAIN], { env: { PATH: process.env['PATH'], ...environment } });
  child.stderr.pipe(process.stderr);
  let logged = '';
  child.stdout.on('data', (chunk: Buffer) => {
    logged += chunk.toString();
  });
  return {
    child,
    log: () => logged,
    end: (signal) => end(child, signal),
    readiness: async () => {
      const port = /"port":(\d+)/.exec(logged)?.[1];
      return readinessFrom(await fetch(`http://127.0.0.1:${port}/readyz`));
    },
  };
}

async function readinessFrom(answer: Response): Promise<{ status: number; reasons: Record<string, string> }> {
  const { reasons } = Readiness.parse(await answer.json());
  return { status: answer.status, reasons };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

/** Waits until a publisher's log says this: a line may come after what it tells of. */
export const expectLogged = (publisher: { log: () => string }, words: string | RegExp) =>
  vi.waitFor(() => expect(publisher.log()).toMatch(words), 20_000);
