import { createHash } from 'node:crypto';
import { defineScript, type Keys, type Log, type Partition, type RedisClient, repeat } from '@cueline/shared';
import { z } from 'zod';
import { readScript } from '../scripts.js';

/*
 * Each partition is preferred by one of the matchers that live. What a matcher is to a partition:
 *
 * | it is            | while                                             | then it                                                   |
 * | ---------------- | ------------------------------------------------- | --------------------------------------------------------- |
 * | the owner        | `assign` gives the partition to it                | reads it, fires deadlines, hands looks over, measures it  |
 * | nth in line      | others live, and n - 1 come before it             | looks now and then whether the owner is behind, and helps |
 * |                  |                                                   | (`stand-by.ts`)                                           |
 * | owner with       | what it knows of who lives is older than what     | works as the owner does, until one of them knows better   |
 * | another          | another knows, or it cannot learn who lives       |                                                           |
 * | not counted on   | it was not seen for `ALIVE_MS`, or has said that  | owns nothing, as others see it; when it wakes up it goes  |
 * |                  | it stops                                          | on for a second at most as before                         |
 *
 * Only a preference: any matcher may process any entry and fire any deadline at any time, and nothing that is promised rests on
 * who is the owner. It makes batches larger, and what is remembered of interactions more useful.
 */

/** How often a matcher says that it lives, and learns which others do. */
const BEAT_MS = 1000;
/** One that was not seen for so long is not counted on. */
const ALIVE_MS = 2500;
/** For how long it is kept when one was last seen: longer than an entry is left to it, however late its beats. */
const SEEN_MS = 60_000;

const Seen = z.tuple([
  z.int(),
  z.array(z.string()).transform((flat) => {
    const byName = new Map<string, number>();
    for (let i = 0; i < flat.length; i += 2) byName.set(flat[i] ?? '', Number(flat[i + 1]));
    return byName;
  }),
]);

export interface Affinity {
  /** How many come before this matcher in a partition's line; 0 for its owner. */
  readonly placeIn: (partition: Partition) => number;
  readonly isOwner: (partition: Partition) => boolean;
  /** When each matcher was seen last (ms, by Redis' clock), as this one knows. */
  readonly seenMs: () => ReadonlyMap<string, number>;
}

/** Owns everything: what a matcher does that is alone. */
export const ALONE: Affinity = { placeIn: () => 0, isOwner: () => true, seenMs: () => new Map() };

/** Keeps this matcher known to the others, and follows which partitions it owns. */
export function createAffinity({ redis, keys, consumer, partitions, log }: AffinityContext) {
  const beat = defineScript(redis, readScript('partition/beat'), Seen);
  let seen: ReadonlyMap<string, number> = new Map();
  let known = '';
  let places: readonly number[] = [];
  function note(alive: readonly string[]): void {
    if (alive.join() === known) return;
    known = alive.join();
    places = placesOf(consumer, alive, partitions);
  }
  const placeIn = (partition: Partition) => places[partition] ?? 0;
  const learn = async () => {
    const [nowMs, byName] = await beat([keys.matchers], [consumer, SEEN_MS]);
    seen = byName;
    // seen in the future: by a clock that was set back
    const isAlive = (atMs: number) => Math.abs(nowMs - atMs) <= ALIVE_MS;
    note([...seen].flatMap(([name, atMs]) => (isAlive(atMs) ? [name] : [])).toSorted());
  };
  const onError = (err: unknown) => {
    note([]); // whoever does not know who else is there works on everything
    log.warn({ err }, 'which matchers live is not known: this one works on all partitions');
  };
  return {
    placeIn,
    isOwner: (partition: Partition) => placeIn(partition) === 0,
    seenMs: () => seen,
    /** Resolves when it knows which others live, if that can be known. */
    join: () => learn().catch(onError),
    /** Beats until told to stop, then takes leave. */
    async keep(signal: AbortSignal): Promise<void> {
      await repeat({ everyMs: BEAT_MS, step: learn, signal, onError });
      if (redis.status === 'ready') await redis.zrem(keys.matchers, consumer).catch(() => 0); // it is forgotten anyway
    },
  };
}

interface AffinityContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  /** This replica's name. */
  readonly consumer: string;
  readonly partitions: number;
  readonly log: Log;
}

const placesOf = (consumer: string, alive: readonly string[], partitions: number): number[] =>
  assign(alive, partitions).map((line) => Math.max(0, line.indexOf(consumer)));

/**
 * Gives partitions to matchers by rendezvous hashing with a bound: each has as many as any other, give or take one, and few change
 * hands when one comes or goes.
 *
 * @returns for each partition all matchers in line, first the owner
 */
export function assign(alive: readonly string[], partitions: number): string[][] {
  const least = Math.floor(partitions / alive.length);
  let more = partitions % alive.length; // so many own one more
  const owned = new Map(alive.map((one) => [one, 0]));
  return Array.from({ length: partitions }, (_, partition) => {
    const scores = new Map(alive.map((one) => [one, scoreOf(one, partition)]));
    const line = alive.toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0));
    const owner = line.find((one) => (owned.get(one) ?? 0) < least + (more > 0 ? 1 : 0));
    if (owner === undefined) return line;
    const count = (owned.get(owner) ?? 0) + 1;
    owned.set(owner, count);
    if (count > least) more -= 1;
    return [owner, ...line.filter((one) => one !== owner)];
  });
}

const scoreOf = (matcher: string, partition: Partition): number =>
  createHash('sha1').update(`${partition} ${matcher}`).digest().readUInt32BE(0);
