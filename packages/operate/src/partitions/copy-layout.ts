import { InteractionId, partitionOf, type PlacedLayout, type RedisClient, streamFields } from '@cueline/shared';
import { z } from 'zod';
import { type CopyContext, forEach, partitionsOf, targetsOf } from './copy-context.js';
import type { OutcomesCopy } from './copy-outcomes.js';
import { AS_THEY_ARE, copyKeys } from './copy-keys.js';
import { copyStream } from './copy-stream.js';
import type { CopiedInPause, LayoutSize } from './migration-context.js';
import { scanKeys, tagOf } from './stored-keys.js';

/*
 * Copies what is stored of all partitions from one layout to another, in which nothing is yet but outcomes. Nobody writes to the one,
 * and nobody knows the other.
 *
 * | what                                             | how                                                                  |
 * | ------------------------------------------------ | -------------------------------------------------------------------- |
 * | interaction, ended, speech, trace                | as they are, with the time that they have left                       |
 * | deadlines, outbox                                | each interaction with its score                                      |
 * | segments                                         | in the order in which they were heard: so none of them is `late`     |
 * | listening                                        | listened to as far as all of its sources were; their gaps together   |
 * | seen                                             | all of its sources' together: an ingest may write again what it heard|
 * | outcomes, their index and speech, dead letters … | by id, which stays the same in its time (`copy-stream.ts`)           |
 * | changes, changed, watched, talking, moved        | not: they are of the moment                                          |
 */

const LETTERS = ['dead', 'archiveDead', 'discarded', 'badFrames', 'notices'] as const;
/** Every kind of key of a partition. */
const KINDS = new Set([
  ...AS_THEY_ARE,
  'deadlines',
  'outbox',
  'segments',
  'late',
  'listening',
  'seen',
  'outcomes',
  'outcome-entries',
  'ended-speech',
  'dead',
  'archive-dead',
  'discarded',
  'bad-frames',
  'notices',
  'changes',
  'changed',
  'watched',
  'talking',
  'moved',
]);

/**
 * Counts what is to be copied.
 *
 * @throws RangeError if there are keys of a kind that this release does not know
 */
export async function measureLayout({ redis, prefix, from }: Omit<CopyContext, 'to' | 'signal'>): Promise<LayoutSize> {
  const tags = new Set(partitionsOf(from).map((partition) => tagOf(from.epoch, partition)));
  const [keys, interactions] = [new Set<string>(), new Set<string>()];
  for await (const page of scanKeys(redis, prefix)) {
    for (const { key, tag, kind } of page) {
      if (!tags.has(tag)) continue;
      if (!KINDS.has(kind)) throw new RangeError(`it is not known how to move ${key}`);
      keys.add(key);
      if (kind === 'interaction') interactions.add(key);
    }
  }
  return { keys: keys.size, interactions: interactions.size, ...(await countOf(redis, from)) };
}

async function countOf(redis: RedisClient, layout: PlacedLayout) {
  const { keys } = layout;
  const sum = async (count: (partition: number) => Promise<number>) =>
    (await Promise.all(partitionsOf(layout).map(count))).reduce((total, one) => total + one, 0);
  return {
    live: await sum((partition) => redis.zcard(keys.deadlines(partition))),
    segments: await sum((partition) => redis.xlen(keys.segments(partition))),
    outcomes: await sum((partition) => redis.xlen(keys.outcomes(partition))),
    deadLetters: await sum((partition) => redis.xlen(keys.dead(partition))),
  };
}

/**
 * @throws RangeError if the copy has not as much as there was
 */
export async function copyLayout(context: CopyContext, outcomesCopy: OutcomesCopy): Promise<CopiedInPause> {
  const { redis, from, to } = context;
  const keys = await copyKeys(context);
  for (const zset of ['deadlines', 'outbox'] as const) await copyScores(context, zset);
  await copyListening(context, await copySegments(context));
  const outcomes = await outcomesCopy.finish();
  for (const name of LETTERS)
    await copyStream(context, { name, placeOf: (fields) => partitionOfLetter(fields, from, to) });
  const [were, are] = [await countOf(redis, from), await countOf(redis, to)];
  if (JSON.stringify(were) !== JSON.stringify(are))
    throw new RangeError(`the copy has ${JSON.stringify(are)}, and there were ${JSON.stringify(were)}`);
  return { ...are, keys, outcomes };
}

async function copyScores({ redis, from, to, signal }: CopyContext, name: 'deadlines' | 'outbox'): Promise<void> {
  for (const partition of partitionsOf(from)) {
    const pairs = await redis.zrange(from.keys[name](partition), '0', '-1', 'WITHSCORES');
    const ids = pairs.flatMap((id, at) => (at % 2 === 0 ? [[id, pairs[at + 1] ?? '0'] as const] : []));
    await forEach(ids, signal, ([id, score]) =>
      redis.zadd(to.keys[name](partitionOf(InteractionId.parse(id), to.partitions)), score, id),
    );
  }
}

const Named = z.object({ interactionId: InteractionId });

/** The interaction that a letter, a notice, or an entry of segments, is about. */
function interactionOf(fields: Readonly<Record<string, string>>): InteractionId | undefined {
  const named = Named.safeParse(fields).data;
  if (named !== undefined) return named.interactionId;
  try {
    return Named.safeParse(JSON.parse(fields['segment'] ?? fields['notice'] ?? '')).data?.interactionId;
  } catch {
    return undefined;
  }
}

function partitionOfLetter(fields: readonly string[], from: PlacedLayout, to: PlacedLayout) {
  const id = interactionOf(streamFields(fields));
  return (partition: number) =>
    id === undefined ? (targetsOf(partition, from, to)[0] ?? 0) : partitionOf(id, to.partitions);
}

/** Returns when the last entry of each partition was heard, as text. */
async function copySegments({ redis, from, to, signal }: CopyContext): Promise<Map<number, string>> {
  const read = partitionsOf(from).map(async (partition) => {
    const entries = await redis.xrange(from.keys.segments(partition), '-', '+');
    return entries.map(([, fields]) => ({
      fields,
      heardAt: streamFields(fields)['heardAt'] ?? '0',
      target: partitionOfLetter(fields, from, to)(partition),
    }));
  });
  const entries = (await Promise.all(read)).flat().toSorted((a, b) => Number(a.heardAt) - Number(b.heardAt));
  await forEach(entries, signal, ({ target, fields }) => redis.xadd(to.keys.segments(target), '*', ...fields));
  return new Map(entries.map(({ target, heardAt }) => [target, heardAt]));
}

async function copyListening(
  { redis, from, to }: CopyContext,
  latestHeard: ReadonlyMap<number, string>,
): Promise<void> {
  const known = await Promise.all(
    partitionsOf(from).map((partition) =>
      redis.hmget(from.keys.listening(partition), 'listened', 'watermark', 'gaps', 'latest'),
    ),
  );
  const lowest = (texts: readonly string[]) => texts.toSorted((a, b) => Number(a) - Number(b))[0];
  for (const target of partitionsOf(to)) {
    const sources = known.filter((_, partition) => targetsOf(partition, from, to).includes(target));
    const of = (field: number) => sources.flatMap((values) => values[field] ?? []);
    const [listened, watermark] = [lowest(of(0)), lowest(of(1))];
    if (listened === undefined || watermark === undefined) continue;
    const latest = [...of(3), latestHeard.get(target) ?? '0'].toSorted((a, b) => Number(b) - Number(a))[0] ?? '0';
    await redis.hset(to.keys.listening(target), { listened, watermark, latest, gaps: joinGapTexts(of(2)) });
  }
}

/** The gaps of several partitions, those that overlap as one. */
export function joinGapTexts(texts: readonly string[]): string {
  const gaps = texts
    .flatMap((text) => text.split(' ').filter(Boolean))
    .map((gap) => gap.split('-'))
    .toSorted(([a], [b]) => Number(a) - Number(b));
  const joined: [from: string, to: string][] = [];
  for (const [from = '', to = ''] of gaps) {
    const last = joined.at(-1);
    if (last === undefined || Number(from) > Number(last[1])) joined.push([from, to]);
    else if (Number(to) > Number(last[1])) last[1] = to;
  }
  return joined.map((gap) => gap.join('-')).join(' ');
}
