import { randomUUID } from 'node:crypto';
import { formatState, type InteractionState, Pack, type Sayable } from '@cueline/rules';
import {
  type InteractionHash,
  InteractionId,
  type Keys,
  type LookJob,
  parseDesktop,
  partitionOf,
  type RedisClient,
  type StoredDesktop,
  streamFields,
  toUs,
} from '@cueline/shared';
import type { JobsOptions, Queue } from 'bullmq';

const PARTITIONS = 8;
const DIGEST = 'test-pack';
const IDLE_TIMEOUT_MS = 900_000;

const sayable: Sayable = { speaker: 'agent', say: [{ phrase: 'words', tolerance: 'exact' }], except: [] };
const examples = { said: [], notSaid: [] };

/** A pack with two disclosures, due 1 s after the first segment, and a prohibited phrase. */
export const testPack = Pack.parse({
  version: 1,
  locale: 'en-US',
  fillers: [],
  expansions: {},
  events: {},
  disclosures: ['notice', 'fee'].map((id) => ({
    id,
    title: `The ${id}`,
    elements: [sayable],
    need: 1,
    sinceAfter: false,
    dueMs: 1000,
    cue: { priority: 'high', text: `Say the ${id}` },
    examples,
  })),
  prohibited: [{ id: 'promise', title: 'A promise', ...sayable, cue: { priority: 'critical' }, examples }],
  limits: { cuesPerInteraction: 12, quietMs: 0 },
} satisfies Pack);

/** An interaction at its first look. */
export interface Planted {
  /** Ids of what was said, including the prohibited phrase. Default: nothing, so both disclosures are owed. */
  readonly said?: readonly string[];
  readonly pack?: Pack;
  readonly endedAtMs?: number;
  readonly attributes?: Readonly<Record<string, string>>;
  /** How long ago it was last heard; default: 5 s. */
  readonly silentForMs?: number;
}

/** Does what the matcher does, as far as the publisher sees it. */
export function createInteractionPlanter({ redis, keys, queue }: { redis: RedisClient; keys: Keys; queue: Queue }) {
  const keyOf = (id: InteractionId) => keys.interaction(partitionOf(id, PARTITIONS), id);

  async function write(
    id: InteractionId,
    { said = [], pack = testPack, endedAtMs, silentForMs, attributes = {} }: Planted,
  ): Promise<void> {
    const partition = partitionOf(id, PARTITIONS);
    const nowMs = Date.now();
    await redis.hset(keys.packs, DIGEST, JSON.stringify(pack));
    await redis.hset(keys.listening(partition), 'watermark', String(nowMs));
    const state = {
      ...stateOf(said, nowMs, silentForMs),
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, [[toUs(nowMs), value] as [number, string]]]),
      ),
      ...(endedAtMs === undefined ? {} : { endedAtUs: toUs(endedAtMs) }),
    };
    await redis.hset(keyOf(id), {
      pack: DIGEST,
      rev: '1',
      state: formatState(state),
      looks: '',
      endAt: nowMs + IDLE_TIMEOUT_MS,
    } satisfies Partial<Record<keyof InteractionHash, string | number>>);
  }

  /** Requests a look and adds it to the queue. */
  async function askForLook(id: InteractionId, options: JobsOptions = {}): Promise<void> {
    const revision = await redis.hincrby(keyOf(id), 'look', 1);
    await redis.zadd(keys.outbox(partitionOf(id, PARTITIONS)), Date.now() + 5000, id);
    const data: LookJob = { v: 1, interactionId: id, revision };
    await queue.add('look', data, {
      jobId: `${Buffer.from(id).toString('base64url')}-${revision}`,
      attempts: 8,
      backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
      removeOnComplete: true,
      removeOnFail: true,
      ...options,
    });
  }

  return {
    /** Makes an interaction known and asks for a look at it. */
    async plant(planted: Planted = {}, options?: JobsOptions): Promise<InteractionId> {
      const id = InteractionId.parse(`call ${randomUUID()}`);
      await write(id, planted);
      await askForLook(id, options);
      return id;
    },
    write,
    askForLook,
    async desktop(id: InteractionId): Promise<StoredDesktop | undefined> {
      const text = await redis.hget(keyOf(id), 'desktop');
      return text === null ? undefined : parseDesktop(text);
    },
    read: (id: InteractionId, field: string) => redis.hget(keyOf(id), field),
    /** Its next deadline, in ms. */
    async deadlineMs(id: InteractionId): Promise<number> {
      return Number(await redis.zscore(keys.deadlines(partitionOf(id, PARTITIONS)), id));
    },
    async deadLetters(id: InteractionId): Promise<Record<string, string>[]> {
      const entries = await redis.xrange(keys.dead(partitionOf(id, PARTITIONS)), '-', '+');
      return entries.map(([, fields]) => streamFields(fields));
    },
    /** How many interactions still need a look. */
    async outboxLength(): Promise<number> {
      const lengths = Array.from({ length: PARTITIONS }, (_, partition) => redis.zcard(keys.outbox(partition)));
      return (await Promise.all(lengths)).reduce((sum, length) => sum + length, 0);
    },
  };
}

function stateOf(said: readonly string[], nowMs: number, silentForMs = 5000): InteractionState {
  const heardAtUs = toUs(nowMs - silentForMs);
  const matches = said.map((id) => ({
    key: testPack.prohibited.some((rule) => rule.id === id) ? `prohibited:${id}` : `${id}#0`,
    from: [heardAtUs, heardAtUs, 0] as [number, number, number],
    to: [heardAtUs, heardAtUs, 1] as [number, number, number],
    heardAtUs,
    segmentId: 's1',
    words: 'words',
    confidence: 1,
  }));
  return { firstHeardAtUs: heardAtUs - toUs(5000), lastHeardAtUs: heardAtUs, attributes: {}, matches };
}
