import type { InteractionId, Keys, Partition, RedisClient, TracedSpan, Tracing } from '@cueline/shared';
import type { StreamedEntry } from '../stream/entries.js';
import { GROUP } from '../stream/group.js';

/** For how long a look that a deadline asks for finds the speech that it comes from. */
const KEPT_S = 3600;
/** Most calls that a span names. */
const MOST_NAMED = 50;

/** Begins the span in which entries are processed; undefined if none of them is traced. */
export function startProcessing(
  tracing: Tracing | undefined,
  partition: Partition,
  entries: readonly StreamedEntry[],
): TracedSpan | undefined {
  if (tracing === undefined) return undefined;
  const ids = tracedIds(entries);
  if (ids.length === 0) return undefined;
  const named = ids.slice(0, MOST_NAMED).map(tracing.conversationId);
  return tracing.start('process segments', {
    kind: 'consumer',
    links: [...new Set(entries.flatMap(({ traceparent }) => traceparent ?? []))],
    attributes: {
      'messaging.system': 'redis',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': 'segments',
      'messaging.destination.partition.id': String(partition),
      'messaging.consumer.group.name': GROUP,
      'messaging.batch.message_count': entries.length,
      ...(ids.length === 1 ? { 'messaging.message.conversation_id': named[0] ?? '' } : {}),
      'cueline.interactions': named,
    },
  });
}

/** Keeps in which span the latest speech of traced interactions was processed: their deadlines pass later. Never fails. */
export async function keepTrace(
  { redis, keys }: { readonly redis: RedisClient; readonly keys: Keys },
  partition: Partition,
  entries: readonly StreamedEntry[],
  { traceparent }: TracedSpan,
): Promise<void> {
  const kept = tracedIds(entries).map((id) => redis.set(keys.trace(partition, id), traceparent, 'EX', KEPT_S));
  await Promise.allSettled(kept);
}

const tracedIds = (entries: readonly StreamedEntry[]): InteractionId[] => [
  ...new Set(entries.filter(({ traceparent }) => traceparent !== undefined).map(({ interactionId }) => interactionId)),
];
