import { type Keys, type LookJob, partitionOf, type RedisClient, type TracedSpan, type Tracing } from '@cueline/shared';

/** A job about to be added, and its span if its interaction is traced. */
export interface TracedJob {
  readonly job: LookJob;
  readonly span?: TracedSpan;
}

export interface TraceJobsContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly partitions: number;
  readonly tracing: Tracing | undefined;
}

/** Begins a span for each job of a traced interaction, below that in which its latest speech was processed. */
export async function startSendingCues(
  { redis, keys, partitions, tracing }: TraceJobsContext,
  jobs: readonly LookJob[],
): Promise<readonly TracedJob[]> {
  if (tracing === undefined) return jobs.map((job) => ({ job }));
  return Promise.all(
    jobs.map(async (job) => {
      const { interactionId, revision } = job;
      if (!tracing.isTraced(interactionId)) return { job };
      const kept = redis.get(keys.trace(partitionOf(interactionId, partitions), interactionId));
      const span = tracing.start('send cues', {
        kind: 'producer',
        parent: (await kept.catch(() => undefined)) ?? undefined,
        attributes: {
          'messaging.system': 'bullmq',
          'messaging.operation.name': 'send',
          'messaging.operation.type': 'send',
          'messaging.destination.name': 'cues',
          'messaging.message.conversation_id': tracing.conversationId(interactionId),
          'cueline.revision': revision,
        },
      });
      return { job: { ...job, traceparent: span.traceparent }, span };
    }),
  );
}
