import { createHash } from 'node:crypto';
import { defineScript, InteractionId, type LookJob, type Partition, type WrittenFormat } from '@cueline/shared';
import type { Queue } from 'bullmq';
import { z } from 'zod';
import { readScript } from '../scripts.js';
import { startSendingCues, type TraceJobsContext } from './trace-jobs.js';

/** A look request, from how the scripts return it. */
export const LookRequest = z
  .tuple([InteractionId, z.int(), z.enum(['0', '1'])])
  .transform(([interactionId, revision, critical]) => ({
    interactionId,
    /** Its look revision. */
    revision,
    /** Critical ones go before all others. */
    critical: critical === '1',
  }));
export type LookRequest = z.infer<typeof LookRequest>;

/** Most interactions taken from the outbox at once. */
const LIMIT = 100;
/**
 * Attempts at a look before its job fails and the outbox hands it over again. The waits between them double from half a
 * second to 32 s, less up to half at random.
 */
const ATTEMPTS = 8;
const BACKOFF_MS = 500;

/** Hands look requests over from the outbox to the queue. */
export function createRelay(context: RelayContext) {
  const { redis, keys, format, queue, handOverMs } = context;
  const takeOverdue = defineScript(redis, readScript('deadlines/hand-over'), z.array(LookRequest));
  /** Adds a look job for each request. A job that is already there stays as it is. */
  const add = async (requests: readonly LookRequest[]) => {
    if (requests.length === 0) return;
    const jobs = await startSendingCues(
      context,
      requests.map(({ interactionId, revision }) => ({ v: format.current(), interactionId, revision })),
    );
    try {
      await queue.addBulk(jobs.map(({ job }, i) => jobFor(job, requests[i]?.critical === true)));
    } finally {
      for (const { span } of jobs) span?.end();
    }
  };
  return {
    add,
    /** Hands overdue requests over again; returns how many, a full batch at most. */
    async addOverdue(partition: Partition): Promise<number> {
      const overdue = await takeOverdue(
        [keys.outbox(partition)],
        [keys.interactionPrefix(partition), LIMIT, handOverMs],
      );
      await add(overdue);
      return overdue.length;
    },
  };
}
export type Relay = ReturnType<typeof createRelay>;

interface RelayContext extends TraceJobsContext {
  readonly queue: Queue<LookJob>;
  readonly format: WrittenFormat;
  /** How long a publisher has for a look before it is handed over again. */
  readonly handOverMs: number;
}

/** The id of a look job in BullMQ. */
export const lookJobId = (interactionId: InteractionId, revision: number): string =>
  `${createHash('sha256').update(interactionId).digest('base64url').slice(0, 16)}-${revision}`;

function jobFor(job: LookJob, critical: boolean) {
  return {
    name: 'look',
    data: job,
    opts: {
      // BullMQ refuses ids with a colon; an interaction's id may contain anything.
      jobId: lookJobId(job.interactionId, job.revision),
      // Jobs without a priority go before those with one.
      ...(critical ? {} : { priority: 1 }),
      attempts: ATTEMPTS,
      backoff: { type: 'exponential', delay: BACKOFF_MS, jitter: 0.5 },
      removeOnComplete: true,
      removeOnFail: true,
    },
  };
}
