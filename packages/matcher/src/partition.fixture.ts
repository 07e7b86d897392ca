import { compilePack, type CompiledPack, type Disclosure, type Pack } from '@cueline/rules';
import {
  createKeys,
  createLog,
  createRedis,
  createReplicated,
  InteractionId,
  redisSettings,
  type Segment,
} from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Queue } from 'bullmq';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { createClaims } from './claims.js';
import { createDeadLetters } from './dead-letters.js';
import { createDeadlines } from './deadlines.js';
import { createEndings } from './endings.js';
import { createGroup, parseEntry, readEntries, type RawEntry, type StreamedEntry } from './entries.js';
import { createInteractions } from './interactions.js';
import { createMatcherMetrics } from './metrics.js';
import { createNearMisses } from './near-misses.js';
import { createRelay } from './relay.js';

const disclosure = (id: string, parts: Partial<Disclosure>): Disclosure => ({
  id,
  title: id,
  elements: [{ speaker: 'agent', say: [{ phrase: 'this call is recorded', tolerance: 'exact' }], except: [] }],
  need: 1,
  sinceAfter: false,
  cue: { priority: 'high' },
  examples: { said: [], notSaid: [] },
  ...parts,
});

export const PACK: Pack = {
  version: 1,
  locale: 'en-US',
  fillers: ['um'],
  expansions: {},
  events: {},
  disclosures: [disclosure('notice', { dueMs: 30_000 })],
  prohibited: [
    {
      id: 'promise',
      title: 'Promise',
      speaker: 'agent',
      say: [{ phrase: 'guaranteed return', tolerance: 'exact' }],
      except: [],
      cue: { priority: 'critical' },
      examples: { said: [], notSaid: [] },
    },
  ],
  limits: { cuesPerInteraction: 12, quietMs: 5000 },
};

export const X = InteractionId.parse('x');

/** One partition of a private Redis, and all that a matcher does with it. */
export async function startPartition() {
  const server = await startRedisServer();
  const log = createLog({ name: 'test', level: 'silent' });
  const redis = createRedis(z.object(redisSettings).parse({ REDIS_URL: server.url }), { role: 'commands', log });
  const keys = createKeys('test');
  const queue = new Queue(keys.queue.name, { connection: redis, prefix: keys.queue.prefix });
  const compiled: CompiledPack = compilePack(PACK);
  const packFor = () => Promise.resolve(compiled);
  const handOverMs = 5000;
  const replicated = createReplicated(redis, 0);
  const stream = keys.segments(0);
  await createGroup(redis, stream);
  return {
    server,
    redis,
    keys,
    log,
    queue,
    replicated,
    processing: {
      interactions: createInteractions({ redis, keys, replicated, handOverMs }),
      packFor,
      options: { idleTimeoutMs: 900_000, endLingerMs: 10_000, advance: {} },
    },
    claims: createClaims({ redis, keys, consumer: 'other', claimIdleMs: 1 }),
    deadlines: createDeadlines({ redis, keys, gapWaitMs: 0, handOverMs }),
    endings: createEndings({
      redis,
      keys,
      packFor,
      onCut: () => {},
      idleTimeoutMs: 900_000,
      resumeMs: 1000,
      outcomeRetentionMs: 604_800_000,
    }),
    nearMisses: createNearMisses({ redis, keys, packFor, onCut: () => {} }),
    relay: createRelay({ redis, keys, queue, handOverMs }),
    deadLetters: createDeadLetters({ redis, keys }),
    metrics: createMatcherMetrics(new Registry()),
    /** Writes a segment, or an end frame, into the stream as ingest does. */
    write: async (heardAtMs: number, segment: Partial<Segment> | 'ended', interactionId = X) => {
      const content =
        segment === 'ended'
          ? { interactionId, ended: true }
          : { interactionId, segmentId: `s${heardAtMs}`, speaker: 'agent', text: '', confidence: 1, ...segment };
      await redis.xadd(stream, '*', 'heardAt', heardAtMs, 'segment', JSON.stringify(content));
    },
    /** Reads new entries for one consumer, without processing them. */
    take: async (consumer = 'one'): Promise<StreamedEntry[]> => {
      const options = { keys, partition: 0, consumer, batchSize: 256, blockMs: 10 };
      const batches = readEntries(redis, options, AbortSignal.timeout(5000));
      const batch: RawEntry[] = (await batches.next()).value ?? [];
      return batch.map((raw) => {
        const parsed = parseEntry(raw);
        if (!parsed.ok) throw new Error(parsed.reason);
        return parsed.entry;
      });
    },
    /** Publishes how far an ingest has listened. */
    listen: (replica: string, sinceMs: number, untilMs: number) =>
      redis.hset(keys.listening(0), `replica:${replica}`, JSON.stringify({ sinceMs, untilMs, seenAtMs: untilMs })),
    stop: async () => {
      await queue.close();
      redis.disconnect();
      await server.stop();
    },
  };
}
export type TestPartition = Awaited<ReturnType<typeof startPartition>>;
