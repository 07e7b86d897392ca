import { InteractionId, partitionOf, streamFields } from '@cueline/shared';
import { copyArchives } from './copy-archives.js';
import { type CopyContext, forEach, partitionsOf } from './copy-context.js';
import { createCopied, findGone } from './copied-entries.js';
import { copyStream, idIn, type MovingEntry, type StreamRange } from './copy-stream.js';
import { readEarliest } from './redis-masters.js';

const PAGE = 500;

/** A copy of outcomes, their index, what was said in them, and how far archives have come. */
export interface OutcomesCopy {
  /** Copies what is there, while processes work; returns how many outcomes. */
  readonly begin: () => Promise<number>;
  /** Copies what came since, and removes what has gone, now that nobody works; returns how many outcomes came. */
  readonly finish: () => Promise<number>;
}

/**
 * Outcomes are most of what is stored, and none of them changes: some come, the oldest go, and few are forgotten. So those that are
 * there are copied before the pause.
 */
export function createOutcomesCopy(context: CopyContext): OutcomesCopy {
  const { redis, from, to, signal } = context;
  const all = partitionsOf(from).map((source) => ({ source, ...createCopied() }));
  type Copied = (typeof all)[number];
  /** Entries from then on are copied in the pause (ms): any that comes later has a higher id, so that all are in order. */
  let sinceMs = 0;

  const count = () => all.reduce((sum, { ids }) => sum + ids.length, 0);

  const copyEntries = (range: StreamRange, onEntry: (entry: MovingEntry) => void = () => {}) =>
    copyStream(context, {
      name: 'outcomes',
      range,
      placeOf(fields) {
        const id = interactionOf(fields);
        return (source) => (id === undefined ? source % to.partitions : partitionOf(id, to.partitions));
      },
      onEntry(entry) {
        all[entry.source]?.add(entry);
        onEntry(entry);
      },
    });

  /** Writes which entries an interaction has, as the layout that is left has it. */
  async function writeIndex(source: number, id: InteractionId, entries: string | null): Promise<void> {
    const index = to.keys.outcomeEntries(partitionOf(id, to.partitions));
    const ids = entries?.split(' ').map((entry) => idIn(entry, source, from.partitions));
    if (ids === undefined) await redis.hdel(index, id);
    else await redis.hset(index, id, ids.join(' '));
  }

  async function copyIndex({ source }: Copied): Promise<void> {
    const index = from.keys.outcomeEntries(source);
    for (let cursor = '0', isFirst = true; isFirst || cursor !== '0'; isFirst = false) {
      const [next, pairs] = await redis.hscan(index, cursor, 'COUNT', PAGE);
      cursor = next;
      const fields = pairs.flatMap((id, at) => (at % 2 === 0 ? [[id, pairs[at + 1] ?? ''] as const] : []));
      await forEach(fields, signal, ([id, entries]) => writeIndex(source, InteractionId.parse(id), entries));
    }
  }

  async function copyIndexOf(source: number, id: InteractionId | undefined): Promise<void> {
    if (id !== undefined) await writeIndex(source, id, await redis.hget(from.keys.outcomeEntries(source), id));
  }

  async function removeGone({ source, ids, targets, gone }: Copied): Promise<void> {
    const stream = from.keys.outcomes(source);
    const missing = ids.length - (await redis.xlen(stream));
    const places = await findGone(ids, missing, (begin) => redis.xrange(stream, begin, '+', 'COUNT', PAGE));
    await forEach(places, signal, async (place) => {
      gone.add(place);
      const copy = to.keys.outcomes(targets[place] ?? 0);
      const id = idIn(ids[place] ?? '', source, from.partitions);
      const [entry] = await redis.xrange(copy, id, id);
      await redis.xdel(copy, id);
      await copyIndexOf(source, interactionOf(entry?.[1] ?? []));
    });
  }

  async function copySpeech({ source, find }: Copied): Promise<void> {
    const said = Object.entries(await redis.hgetall(from.keys.endedSpeech(source)));
    await forEach(said, signal, async ([id, speech]) => {
      const target = find(id);
      if (target !== undefined)
        await redis.hset(to.keys.endedSpeech(target), idIn(id, source, from.partitions), speech);
    });
  }

  return {
    async begin() {
      sinceMs = Math.floor(await readEarliest(redis));
      await copyEntries({ beforeMs: sinceMs });
      for (const copied of all) await copyIndex(copied); // after the entries: it names none that is not copied, or will be
      return count();
    },
    async finish() {
      const before = count();
      const came: [source: number, id: InteractionId | undefined][] = [];
      await copyEntries({ fromMs: sinceMs }, ({ source, fields }) => came.push([source, interactionOf(fields)]));
      for (const copied of all) await removeGone(copied);
      await forEach(came, signal, (each) => copyIndexOf(...each));
      for (const copied of all) await copySpeech(copied);
      await copyArchives(context, all);
      return count() - before;
    },
  };
}

const interactionOf = (fields: readonly string[]): InteractionId | undefined =>
  InteractionId.safeParse(streamFields(fields)['interactionId']).data;
