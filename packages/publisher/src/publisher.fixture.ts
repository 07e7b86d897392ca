import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createKeys } from '@cueline/shared';
import { spawnBound } from '@cueline/shared/testing';
import { createSimulator } from '@cueline/simulator';
import { Queue } from 'bullmq';
import { z } from 'zod';
import { createHold } from './gate/hold.js';
import { createInteractionPlanter } from './look/interactions.fixture.js';
import { startRedis } from './redis.fixture.js';

const MAIN = fileURLToPath(new URL('../dist/main.bundle.js', import.meta.url));

const Readiness = z.object({ reasons: z.record(z.string(), z.string()) });

/** A publisher process under test. */
export interface PublisherProcess {
  readonly child: ChildProcess;
  /** What it has logged so far. */
  readonly log: () => string;
  readonly end: (signal: NodeJS.Signals) => Promise<void>;
  /** What it says at `/readyz`. */
  readonly readiness: () => Promise<{ status: number; reasons: Record<string, string> }>;
}

/** A test's own Redis and CXone stand-in, with publishers as real processes between them. */
export async function startPublisherFixture(options: Parameters<typeof createSimulator>[0] = {}) {
  const { server, redis, stop } = await startRedis();
  const keys = createKeys('cueline');
  const queue = new Queue(keys.queue.name, { connection: redis, prefix: keys.queue.prefix });
  queue.on('error', () => undefined); // tests stop Redis
  const simulator = createSimulator({ cueRateMax: 1000, ...options });
  const baseUrl = await simulator.start();
  const publishers: PublisherProcess[] = [];

  return {
    server,
    redis,
    keys,
    queue,
    simulator,
    hold: createHold({ redis, keys }),
    interactions: createInteractionPlanter({ redis, keys, queue }),
    /** Starts a publisher; it takes jobs when it is ready. */
    startPublisher(environment: Readonly<Record<string, string>> = {}): PublisherProcess {
      const { clientId, clientSecret } = simulator.credentials;
      const child = spawnBound(process.execPath, [MAIN], {
        env: {
          PATH: process.env['PATH'],
          REDIS_URL: server.url,
          CXONE_BASE_URL: baseUrl,
          CXONE_CLIENT_ID: clientId,
          CXONE_CLIENT_SECRET: clientSecret,
          HTTP_PORT: '0',
          CUE_RATE_MAX: '1000',
          ...environment,
        },
      });
      child.stderr.pipe(process.stderr);
      let logged = '';
      child.stdout.on('data', (chunk: Buffer) => {
        logged += chunk.toString();
      });
      const publisher: PublisherProcess = {
        child,
        log: () => logged,
        end: (signal) => end(child, signal),
        readiness: async () => {
          const port = /"port":(\d+)/.exec(logged)?.[1];
          const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
          const { reasons } = Readiness.parse(await answer.json());
          return { status: answer.status, reasons };
        },
      };
      publishers.push(publisher);
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
      await Promise.all(publishers.map(({ child }) => end(child, 'SIGKILL')));
      await simulator.stop();
      await stop();
    },
  };
}
export type PublisherFixture = Awaited<ReturnType<typeof startPublisherFixture>>;

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}
