import { setTimeout as delay } from 'node:timers/promises';
import {
  defineScript,
  type InteractionId,
  type Keys,
  type Partition,
  partitionOf,
  type RedisClient,
  streamFields,
} from '@cueline/shared';
import { z } from 'zod';
import { readScript } from '../scripts.js';

const PAGE_LENGTH = 500;
/** How long to wait for archivers that hold an outcome at the moment. */
const PENDING_MS = 10_000;
const ASK_EVERY_MS = 100;
/** The consumer group of the matchers, on streams of segments. */
const MATCHERS = 'matchers';

/** What was removed from Redis, by place. */
export interface ForgottenInRedis {
  readonly counts: Readonly<Record<string, number>>;
  /** Its latest look request, whose job may wait in the queue. */
  readonly lookRevision: number | undefined;
  /** Whether an archiver held one of its outcomes all the time: it may write it down yet. */
  readonly isHeldByArchiver: boolean;
}

/**
 * Removes an interaction from Redis.
 *
 * @returns undefined if it is live, and that does not matter only if `evenLive`
 */
export async function forgetInRedis(
  interactionId: InteractionId,
  { redis, keys, partitions, evenLive }: { redis: RedisClient; keys: Keys; partitions: number; evenLive: boolean },
): Promise<ForgottenInRedis | undefined> {
  const partition = partitionOf(interactionId, partitions);
  const forget = defineScript(
    redis,
    readScript('forget/forget'),
    z.tuple([z.int(), z.int(), z.string(), z.int()]).nullable(),
  );
  const isHeldByArchiver = !(await untilArchived(interactionId, { redis, keys, partition }));
  const forgotten = await forget(
    [
      keys.interaction(partition, interactionId),
      keys.ended(partition, interactionId),
      keys.deadlines(partition),
      keys.outbox(partition),
      keys.outcomes(partition),
      keys.outcomeEntries(partition),
      keys.speech(partition, interactionId),
      keys.endedSpeech(partition),
    ],
    [interactionId, evenLive ? '1' : '0'],
  );
  if (forgotten === null) return undefined;
  await redis.del(keys.trace(partition, interactionId));
  const [interactions, outcomes, look, speech] = forgotten;

  const segments = keys.segments(partition);
  const waiting = await findEntries(redis, segments, (fields) => isAbout(fields, interactionId));
  for (const entryId of waiting) {
    await redis.xack(segments, MATCHERS, entryId);
    await redis.zrem(keys.late(partition), entryId);
  }
  const all = Array.from({ length: partitions }, (_, number) => number);
  return {
    counts: {
      interaction: interactions,
      outcomes,
      speech,
      segments: await remove(redis, segments, waiting),
      'dead letters': await removeFromEach(redis, all.map(keys.dead), (fields) => isAbout(fields, interactionId)),
      notices: await removeFromEach(redis, [keys.notices(partition)], (fields) => isAbout(fields, interactionId)),
      'discarded letters': await removeFromEach(redis, all.map(keys.discarded), (fields) =>
        isAbout(fields, interactionId),
      ),
      'dead letters of the archive': await removeFromEach(redis, all.map(keys.archiveDead), (fields) =>
        isAbout(fields, interactionId),
      ),
      'bad frames': await removeFromEach(redis, all.map(keys.badFrames), (fields) => names(fields, interactionId)),
    },
    lookRevision: look === '' ? undefined : Number(look),
    isHeldByArchiver,
  };
}

/** Waits until no archiver holds an outcome of the interaction, which it would write down later. Returns whether that was so. */
async function untilArchived(
  interactionId: InteractionId,
  { redis, keys, partition }: { redis: RedisClient; keys: Keys; partition: Partition },
): Promise<boolean> {
  const stream = keys.outcomes(partition);
  const entryIds = (await redis.hget(keys.outcomeEntries(partition), interactionId))?.split(' ') ?? [];
  if (entryIds.length === 0) return true;
  for (let waitedMs = 0; waitedMs < PENDING_MS; waitedMs += ASK_EVERY_MS) {
    const groups = z.array(z.array(z.unknown())).parse(await redis.xinfo('GROUPS', stream));
    const pending = await Promise.all(
      groups.flatMap((group) => entryIds.map((id) => redis.xpending(stream, String(group[1]), id, id, 1))),
    );
    if (pending.every((entries) => entries.length === 0)) return true;
    await delay(ASK_EVERY_MS);
  }
  return false;
}

type IsMeant = (fields: Readonly<Record<string, string>>) => boolean;

async function removeFromEach(redis: RedisClient, streams: readonly string[], isMeant: IsMeant): Promise<number> {
  let removed = 0;
  for (const stream of streams) removed += await remove(redis, stream, await findEntries(redis, stream, isMeant));
  return removed;
}

const remove = async (redis: RedisClient, stream: string, entryIds: readonly string[]): Promise<number> =>
  entryIds.length === 0 ? 0 : redis.xdel(stream, ...entryIds);

async function findEntries(redis: RedisClient, stream: string, isMeant: IsMeant): Promise<string[]> {
  const found: string[] = [];
  for (let start = '-'; ;) {
    const page = await redis.xrange(stream, start, '+', 'COUNT', PAGE_LENGTH);
    for (const [entryId, fields] of page) if (isMeant(streamFields(fields))) found.push(entryId);
    if (page.length < PAGE_LENGTH) return found;
    start = `(${page.at(-1)?.[0] ?? ''}`;
  }
}

/** Whether an entry is about an interaction: it has its id as a field, or in the JSON of one. */
function isAbout(fields: Readonly<Record<string, string>>, interactionId: string): boolean {
  if (fields['interactionId'] === interactionId) return true;
  return Object.values(fields).some((text) => idIn(text) === interactionId);
}

const WithId = z.object({ interactionId: z.string() });

function idIn(text: string): string | undefined {
  try {
    return WithId.safeParse(JSON.parse(text)).data?.interactionId;
  } catch {
    return undefined;
  }
}

/** Whether a frame that could not be read names an id: it is not known where frames have it. */
function names(fields: Readonly<Record<string, string>>, interactionId: string): boolean {
  const [inJson, plain] = [JSON.stringify(interactionId).slice(1, -1), interactionId];
  const isWord = (text: string, at: number) => /[\w-]/.test(text[at] ?? '');
  return Object.values(fields).some((text) =>
    [inJson, plain].some((id) => {
      for (let at = text.indexOf(id); at !== -1; at = text.indexOf(id, at + 1)) {
        if (!isWord(text, at - 1) && !isWord(text, at + id.length)) return true;
      }
      return false;
    }),
  );
}
