import { compilePack, hasHold, Pack, type CompiledPack } from '@cueline/rules';
import type { Keys, Log, RedisClient } from '@cueline/shared';
import { LRUCache } from 'lru-cache';
import type { MatcherMetrics } from '../metrics.js';

/** Most compiled packs kept besides the one in force: those that live interactions are pinned to. */
const MAX_COMPILED = 8;
/** A pack that no matcher has used for a day is removed. */
const UNUSED_MS = 86_400_000;
/** Ingests note who is talking for so long after rules that need it were stored; these are stored again every hour. */
const HOLDS_SECONDS = 7200;

/** Rule packs, stored in Redis by digest, so that an interaction is judged by one pack from beginning to end. */
export function createPacks({ redis, keys, log, metrics, first }: PacksContext) {
  let latest = first;
  let current = first;
  let sinceMs = performance.now();
  const compiled = new LRUCache<string, CompiledPack>({ max: MAX_COMPILED });
  /** A pack that is kept in Redis for those who want to know its rules. */
  let beside: CompiledPack | undefined;
  const usedAtField = (digest: string) => `${digest}:usedAt`;

  const nowMs = async () => {
    const [seconds] = await redis.time();
    return Number(seconds) * 1000;
  };
  const store = async ({ pack, digest }: CompiledPack) => {
    await redis.hset(keys.packs, { [digest]: JSON.stringify(pack), [usedAtField(digest)]: await nowMs() });
    if (hasHold(pack)) await redis.set(keys.holds, '1', 'EX', HOLDS_SECONDS);
  };
  const load = async (digest: string): Promise<CompiledPack | undefined> => {
    const stored = await redis.hget(keys.packs, digest);
    if (stored === null) return undefined;
    metrics.packsCompiled.inc();
    return { ...compilePack(Pack.parse(JSON.parse(stored)), { onForget: () => metrics.wordsForgotten.inc() }), digest };
  };
  /**
   * Puts the latest pack in force for new interactions; it is stored in Redis before any interaction is pinned to it.
   */
  const putInForce = async (): Promise<void> => {
    const pack = latest;
    await store(pack);
    current = pack;
    sinceMs = performance.now();
    log.info({ pack: pack.digest }, 'rules in force');
  };
  return {
    putInForce,
    /** The pack in force for new interactions, and for how long it has been (ms). */
    inForce: () => ({ digest: current.digest, forMs: performance.now() - sinceMs }),
    /** Puts another pack in force. If Redis refuses it, `restore` tries again. */
    use: async (pack: CompiledPack): Promise<void> => {
      latest = pack;
      await putInForce();
    },
    /** Keeps a pack in Redis that is not in force. If Redis refuses it, `restore` tries again. */
    keepBeside: async (pack: CompiledPack): Promise<void> => {
      beside = pack;
      await store(pack);
    },
    /** Returns the pack an interaction is pinned to, or the one in force for a new interaction. */
    packFor: async (digest: string | undefined): Promise<CompiledPack> => {
      if (digest === undefined || digest === current.digest) return current;
      const known = compiled.get(digest) ?? (await load(digest));
      if (known === undefined) {
        log.error({ pack: digest }, 'a pinned rule pack is gone from Redis; the one in force is used');
        return current;
      }
      compiled.set(digest, known);
      return known;
    },
    /** Stores the packs in use here again if a fail-over has lost them: publishers read them from Redis. */
    restore: async (): Promise<void> => {
      if (latest !== current) await putInForce();
      for (const pack of new Set([current, ...compiled.values(), ...(beside === undefined ? [] : [beside])])) {
        if ((await redis.hexists(keys.packs, pack.digest)) === 1) continue;
        log.warn({ pack: pack.digest }, 'redis has lost a rule pack, it is stored again');
        await store(pack);
      }
    },
    /** Marks the packs in use here, and removes those that no matcher has used for a day. */
    sweep: async (): Promise<void> => {
      const now = await nowMs();
      const inUse = [current.digest, ...compiled.keys(), ...(beside === undefined ? [] : [beside.digest])];
      await redis.hset(keys.packs, Object.fromEntries(inUse.map((digest) => [usedAtField(digest), now])));
      await store(current);
      for (const [field, usedAtMs] of Object.entries(await redis.hgetall(keys.packs))) {
        const [digest = '', suffix] = field.split(':');
        if (suffix === 'usedAt' && Number(usedAtMs) < now - UNUSED_MS) await redis.hdel(keys.packs, digest, field);
      }
    },
  };
}
export type Packs = ReturnType<typeof createPacks>;

interface PacksContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly log: Log;
  readonly metrics: Pick<MatcherMetrics, 'packsCompiled' | 'wordsForgotten'>;
  /** The first pack in force. */
  readonly first: CompiledPack;
}
