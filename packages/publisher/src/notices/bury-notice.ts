import { defineScript, type Keys, MAX_DEAD_LETTERS, type Partition, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import type { PublisherMetrics } from '../metrics.js';
import { readScript } from '../scripts.js';

export interface BuryNoticeContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly metrics: Pick<PublisherMetrics, 'deadDropped'>;
}

/** Creates what keeps notices that could not be sent, with the reason, for operators to read and send again. */
export function createBuryNotice({ redis, keys, metrics }: BuryNoticeContext) {
  const bury = defineScript(redis, readScript('notices/bury-notice'), z.int());
  return async function buryNotice(partition: Partition, fields: Readonly<Record<string, string>>): Promise<void> {
    const dropped = await bury([keys.dead(partition)], [MAX_DEAD_LETTERS, ...Object.entries(fields).flat()]);
    metrics.deadDropped.inc(dropped);
  };
}
export type BuryNotice = ReturnType<typeof createBuryNotice>;
