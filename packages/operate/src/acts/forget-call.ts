import { forget, type Forgotten, type Places } from '@cueline/archive';
import { lookJobId } from '@cueline/matcher';
import { createKeys, InteractionId } from '@cueline/shared';
import { withCueQueue } from '../status/cue-queue.js';

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
    counts: { ...forgotten.counts, 'requests to look at it': await removeJob(id, forgotten, places) },
  };
}

/** The look job that may wait in the queue; it has the call's id. */
async function removeJob(
  id: string,
  { lookRevision }: Extract<Forgotten, { kind: 'forgotten' }>,
  { redis, prefix }: Places,
): Promise<number> {
  if (lookRevision === undefined) return 0;
  return withCueQueue(redis, createKeys(prefix), (queue) =>
    // one that a publisher works on cannot be removed: it leaves the queue by itself when that is over
    queue.remove(lookJobId(InteractionId.parse(id), lookRevision)).catch(() => 0),
  );
}
