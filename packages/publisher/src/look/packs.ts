import { Pack } from '@cueline/rules';
import type { Keys, RedisClient } from '@cueline/shared';
import { LRUCache } from 'lru-cache';
import type { PublisherMetrics } from '../metrics.js';

/** Rule packs in use, by digest. A digest's pack never changes, so each is read once. */
export function createPacks({ redis, keys, metrics }: PacksContext) {
  const packs = new LRUCache<string, Pack>({
    max: 100,
    fetchMethod: async (digest) => {
      metrics.packsRead.inc();
      const json = await redis.hget(keys.packs, digest);
      return json === null ? undefined : Pack.parse(JSON.parse(json));
    },
  });
  return {
    /** @throws Error if the pack is not in Redis; a matcher stores it before it pins an interaction to it */
    async read(digest: string): Promise<Pack> {
      const pack = await packs.fetch(digest);
      if (pack === undefined) throw new Error(`rule pack ${digest} is not in Redis`);
      return pack;
    },
  };
}
export type Packs = ReturnType<typeof createPacks>;

interface PacksContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly metrics: Pick<PublisherMetrics, 'packsRead'>;
}
