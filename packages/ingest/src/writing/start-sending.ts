import type { Partition, TracedSpan, Tracing } from '@cueline/shared';
import type { Batch } from './partition-buffer.js';

/** Most calls that a span names. */
const MOST_NAMED = 50;

/** Begins the span of a batch about to be written; undefined if none of its calls is traced. */
export function startSending(
  { tracing, partition }: { readonly tracing: Tracing | undefined; readonly partition: Partition },
  { entries }: Batch,
): TracedSpan | undefined {
  if (tracing === undefined) return undefined;
  const calls = [...new Set(entries.flatMap(({ traced }) => traced ?? []))];
  if (calls.length === 0) return undefined;
  const named = calls.slice(0, MOST_NAMED).map(tracing.conversationId);
  return tracing.start('send segments', {
    kind: 'producer',
    attributes: {
      'messaging.system': 'redis',
      'messaging.operation.name': 'send',
      'messaging.operation.type': 'send',
      'messaging.destination.name': 'segments',
      'messaging.destination.partition.id': String(partition),
      'messaging.batch.message_count': entries.length,
      ...(calls.length === 1 ? { 'messaging.message.conversation_id': named[0] ?? '' } : {}),
      'cueline.interactions': named,
    },
  });
}
