import {
  InteractionId,
  type Keys,
  partitionOf,
  type PlacedLayout,
  type RedisClient,
  streamFields,
} from '@cueline/shared';
import { z } from 'zod';
import { type CopyContext, forEach, partitionsOf } from './copy-context.js';
import type { OutcomesCopy } from './copy-outcomes.js';
import { copyStream } from './copy-stream.js';
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
 * | changed, watched, talking, moved                 | not: they are of the moment                                          |
 */

const AS_THEY_ARE = new Set(['interaction', 'ended', 'speech', 'trace']);
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
  'changed',
  'watched',
  'talking',
  'moved',
]);
const PAGE = 1000;

/** How much there is of a layout. */
export interface LayoutSize {
  readonly keys: number;
  readonly interactions: number;
  readonly live: number;
  readonly segments: number;
  readonly outcomes: number;
  readonly deadLetters: number;
}

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

/** How much was copied while nobody worked. */
export interface CopiedInPause {
  /** Keys of interactions: `AS_THEY_ARE` and `seen`. */
  readonly keys: number;
  readonly live: number;
  readonly segments: number;
  readonly outcomes: number;
  readonly deadLetters: number;
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

/** The partitions of another layout that interactions of one may go to: those with the same remainder by what divides both. */
function targetsOf(partition: number, from: PlacedLayout, to: PlacedLayout): number[] {
  const divisor = greatestDivisor(from.partitions, to.partitions);
  return partitionsOf(to).filter((target) => target % divisor === partition % divisor);
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));

/** Returns how many were copied. */
async function copyKeys({ redis, prefix, from, to, signal }: CopyContext): Promise<number> {
  const partitions = new Map(partitionsOf(from).map((partition) => [tagOf(from.epoch, partition), partition]));
  const nameIn: Record<string, (keys: Keys, partition: number, id: InteractionId) => string> = {
    interaction: (keys, ...place) => keys.interaction(...place),
    ended: (keys, ...place) => keys.ended(...place),
    speech: (keys, ...place) => keys.speech(...place),
    trace: (keys, ...place) => keys.trace(...place),
  };
  const copied = new Set<string>();
  for await (const page of scanKeys(redis, prefix)) {
    await forEach(page, signal, async ({ key, tag, kind, id }) => {
      const partition = partitions.get(tag);
      if (partition === undefined || copied.has(key)) return;
      if (kind === 'seen') {
        copied.add(key);
        await copySeen(
          redis,
          key,
          targetsOf(partition, from, to).map((target) => to.keys.seen(target, Number(id))),
        );
      } else if (nameIn[kind] !== undefined) {
        copied.add(key);
        const interactionId = InteractionId.parse(id);
        const target = nameIn[kind](to.keys, partitionOf(interactionId, to.partitions), interactionId);
        const [ttlMs, value] = await Promise.all([redis.pttl(key), redis.dumpBuffer(key)]);
        if (value !== null && ttlMs !== -2) await redis.restore(target, Math.max(0, ttlMs), value, 'REPLACE');
      }
    });
  }
  return copied.size;
}

async function copySeen(redis: RedisClient, key: string, targets: readonly string[]): Promise<void> {
  const [ttlMs, digests] = await Promise.all([redis.pttl(key), redis.smembers(key)]);
  if (ttlMs <= 0 || digests.length === 0) return;
  for (const target of targets) {
    for (let at = 0; at < digests.length; at += PAGE) await redis.sadd(target, ...digests.slice(at, at + PAGE));
    await redis.pexpire(target, Math.max(ttlMs, await redis.pttl(target)));
  }
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
