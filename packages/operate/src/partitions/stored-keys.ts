import { Cluster } from 'ioredis';
import type { RedisClient } from '@cueline/shared';

/** A key of a partition. */
export interface StoredKey {
  readonly key: string;
  /** Its layout and partition, as in its name: `3`, `1.3`. */
  readonly tag: string;
  /** What it holds: `segments`, `interaction`… */
  readonly kind: string;
  /** What follows the kind: an interaction's id, the window of `seen`. */
  readonly id: string;
}

const SCANNED = 1000;

/** How a partition is called in the names of its keys. */
export const tagOf = (epoch: number, partition: number): string =>
  epoch === 0 ? `${partition}` : `${epoch}.${partition}`;

/** Finds the keys of all partitions, in pages. Those that are there all the time are found, some twice. */
export async function* scanKeys(redis: RedisClient, prefix: string): AsyncGenerator<StoredKey[]> {
  const begin = `${prefix}:{`;
  const pattern = `${begin.replaceAll(/[\\[\]*?^-]/g, String.raw`\$&`)}*`;
  for (const node of redis instanceof Cluster ? redis.nodes('master') : [redis]) {
    for (let cursor = '0', isFirst = true; isFirst || cursor !== '0'; isFirst = false) {
      const [next, keys] = await node.scan(cursor, 'MATCH', pattern, 'COUNT', SCANNED);
      cursor = next;
      yield keys.flatMap((key): StoredKey[] => {
        const [, tag, kind, id = ''] = /^([\d.]+)\}:([^:]+)(?::([^]*))?$/.exec(key.slice(begin.length)) ?? [];
        return tag === undefined || kind === undefined ? [] : [{ key, tag, kind, id }];
      });
    }
  }
}

const epochOf = ({ tag }: StoredKey): number => (tag.includes('.') ? Number.parseInt(tag, 10) : 0);

/** Removes the keys of earlier layouts but one; what refuses processes that work on them stays. */
export async function removeEarlier(
  redis: RedisClient,
  prefix: string,
  { before, but }: { readonly before: number; readonly but?: number },
): Promise<void> {
  for await (const page of scanKeys(redis, prefix)) {
    const others = page.filter((one) => one.kind !== 'moved' && epochOf(one) < before && epochOf(one) !== but);
    await Promise.all(others.map(({ key }) => redis.unlink(key)));
  }
}
