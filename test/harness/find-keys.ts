import type { RedisClient } from '@cueline/shared';
import { Cluster } from 'ioredis';

/** The keys that match a pattern, on whatever node they are. */
export async function findKeys(client: RedisClient, pattern: string): Promise<string[]> {
  const nodes = client instanceof Cluster ? client.nodes('master') : [client];
  return (await Promise.all(nodes.map((node) => node.keys(pattern)))).flat();
}
