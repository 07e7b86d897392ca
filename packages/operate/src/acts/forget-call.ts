import { findArchivedCall, forget, type Forgotten, type Places } from '@cueline/archive';
import { lookJobId } from '@cueline/matcher';
import { createKeys, InteractionId, NoticeJob, partitionOf } from '@cueline/shared';
import { withQueue } from '../status/with-queue.js';

/** Removes a call from everywhere: Redis, the queue, and the archive as far as `places` name it. */
export async function forgetCall(
  id: string,
  places: Places,
  options: { evenLive: boolean; actor: string },
): Promise<Forgotten> {
  const forgotten = await forget(id, places, options);
  if (forgotten.kind !== 'forgotten') return forgotten;
  return {
    ...forgotten,
    counts: {
      ...forgotten.counts,
      'requests to look at it': await removeJob(id, forgotten, places),
      'queued notices': await removeNotices(id, places),
    },
  };
}

/** Whether Redis or the archive's database has the call, or an outcome of it. Letters and files are not looked through. */
export async function isCallKnown(
  id: string,
  { redis, prefix, epoch, partitions, store }: Omit<Places, 'folder'>,
): Promise<boolean> {
  const keys = createKeys(prefix, epoch);
  const interactionId = InteractionId.parse(id);
  const partition = partitionOf(interactionId, partitions);
  const [isLive, outcomes, archived] = await Promise.all([
    redis.exists(keys.interaction(partition, interactionId)),
    redis.hget(keys.outcomeEntries(partition), interactionId),
    store && findArchivedCall(store, prefix, id),
  ]);
  return isLive > 0 || outcomes !== null || archived !== undefined;
}

/** The look job that may wait in the queue; it has the call's id. */
async function removeJob(
  id: string,
  { lookRevision }: Extract<Forgotten, { kind: 'forgotten' }>,
  { redis, prefix }: Places,
): Promise<number> {
  if (lookRevision === undefined) return 0;
  return withQueue(redis, createKeys(prefix).queue, (queue) =>
    // one that a publisher works on cannot be removed: it leaves the queue by itself when that is over
    queue.remove(lookJobId(InteractionId.parse(id), lookRevision)).catch(() => 0),
  );
}

/** What supervisors are to be told of it, and what they were told of it lately. */
async function removeNotices(id: string, { redis, prefix }: Places): Promise<number> {
  return withQueue(redis, createKeys(prefix).noticeQueue, async (queue) => {
    const jobs = await queue.getJobs(['waiting', 'delayed', 'active', 'completed', 'failed'], 0, -1, true);
    const ours = jobs.filter(({ data }) => NoticeJob.safeParse(data).data?.notice.interactionId === id);
    const removed = await Promise.all(ours.map(({ id: jobId = '' }) => queue.remove(jobId).catch(() => 0)));
    return removed.reduce((sum, count) => sum + count, 0);
  });
}
