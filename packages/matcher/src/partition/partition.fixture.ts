import { compilePack, type Disclosure, type Pack } from '@cueline/rules';
import {
  createKeys,
  createLog,
  createRedis,
  createWrittenFormat,
  FORMAT,
  InteractionId,
  readSettings,
  type LookJob,
  type Segment,
  type StoredSpan,
} from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Queue } from 'bullmq';
import { Registry } from 'prom-client';
import { createGroup, parseEntry, readEntries, type RawEntry, type StreamedEntry } from '../stream/entries.js';
import { ALONE } from './affinity.js';
import { createMatcherMetrics } from '../metrics.js';
import { createPartitionContext } from './partition-context.js';
import { MatcherSettings } from '../settings.js';

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
export async function startPartition(changed: Readonly<Record<string, string>> = {}) {
  const server = await startRedisServer();
  const log = createLog({ name: 'test', level: 'silent' });
  const settings = readSettings(MatcherSettings, {
    REDIS_URL: server.url,
    CLAIM_IDLE_MS: '1',
    GAP_WAIT_MS: '0',
    RESUME_MS: '1000',
    ...changed,
  });
  const redis = createRedis(settings, { role: 'commands', log });
  const keys = createKeys('test');
  const queue = new Queue<LookJob>(keys.queue.name, { connection: redis, prefix: keys.queue.prefix });
  const compiled = compilePack(PACK);
  const packs = { packFor: () => Promise.resolve(compiled) };
  const metrics = createMatcherMetrics(new Registry());
  const stream = keys.segments(0);
  await createGroup(redis, stream);
  const context = {
    settings,
    redis,
    keys,
    format: createWrittenFormat({ oldest: FORMAT, newest: FORMAT }),
    consumer: 'other',
    affinity: ALONE,
    queue,
    packs,
    metrics,
    log,
  };
  return {
    ...createPartitionContext(context),
    /** For other matchers beside this one. */
    context,
    server,
    redis,
    queue,
    /** Writes a segment, or an end frame, into the stream as ingest does. */
    write: async (heardAtMs: number, segment: Partial<Segment> | 'ended' | 'ended unheard', interactionId = X) => {
      const isEnd = segment === 'ended' || segment === 'ended unheard';
      const content =
        typeof segment === 'string'
          ? { interactionId, ended: true, ...(segment === 'ended unheard' ? { unheard: true } : {}) }
          : { interactionId, segmentId: `s${heardAtMs}`, speaker: 'agent', text: '', confidence: 1, ...segment };
      await redis.xadd(stream, '*', 'heardAt', heardAtMs, 'segment', JSON.stringify(content));
      if (isEnd) await redis.append(keys.ended(0, interactionId), `${heardAtMs} `);
    },
    /** Reads new entries for one consumer, without processing them. */
    take: async (consumer = 'one'): Promise<StreamedEntry[]> => {
      let batch: RawEntry[] = [];
      while (batch.length === 0)
        batch = await readEntries(redis, { keys, partition: 0, consumer, batchSize: 256, blockMs: 10 });
      return batch.map((raw) => {
        const parsed = parseEntry(raw);
        if (!parsed.ok) throw new Error(parsed.reason);
        return parsed.entry;
      });
    },
    /** Publishes how far an ingest has listened. */
    listen: (replica: string, sinceMs: number, untilMs: number) =>
      redis.hset(
        keys.listening(0),
        `replica:${replica}`,
        JSON.stringify({ v: 1, sinceMs, untilMs, seenAtMs: untilMs, span: 1, calls: 1 } satisfies StoredSpan),
      ),
    stop: async () => {
      await queue.close();
      redis.disconnect();
      await server.stop();
    },
  };
}
export type TestPartition = Awaited<ReturnType<typeof startPartition>>;
