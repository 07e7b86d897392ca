import { type Acknowledged, type Acknowledgement, createAcknowledge } from '@cueline/matcher';
import { createKeys, InteractionId, partitionOf } from '@cueline/shared';
import type { PipelineContext } from '../pipeline-context.js';

/** Ticks a disclosure of a live call off by hand. */
export function acknowledgeRule(
  { redis, prefix, partitions }: PipelineContext,
  id: string,
  acknowledgement: Acknowledgement,
): Promise<Acknowledged> {
  const interactionId = InteractionId.parse(id);
  const acknowledge = createAcknowledge({ redis, keys: createKeys(prefix) });
  return acknowledge(partitionOf(interactionId, partitions), interactionId, acknowledgement);
}
