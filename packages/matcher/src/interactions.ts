import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { formatState, formatTail, parseState, parseTail, type Known } from '@cueline/rules';
import {
  defineScript,
  type InteractionId,
  type Keys,
  type Partition,
  type RedisClient,
  type Replicated,
} from '@cueline/shared';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { GROUP } from './group.js';
import { formatLooks, parseLooks } from './looks-field.js';
import { packField, PackedField, TextField, unpackField } from './packed-field.js';
import type { StoredInteraction, Update } from './plan-update.js';
import type { RequestedLook } from './relay.js';
import { UnprocessableError } from './unprocessable-error.js';

const Reply = z.union([
  z.tuple([z.literal('applied'), z.int(), z.enum(['0', '1'])]),
  z.tuple([z.literal('refused')]),
  z.tuple([z.literal('changed'), z.array(z.string())]),
]);

/** Ids of stream entries, the earlier first. */
export type EntryRange = readonly [first: string, last: string];

/** What became of an update. */
export type Applied =
  | { kind: 'applied'; look: RequestedLook | undefined }
  /** The interaction is over for good; what was heard is too late. */
  | { kind: 'refused' }
  /** Somebody else was there first: the entries that are still to be processed. */
  | { kind: 'changed'; entryIds: ReadonlySet<string> };

/** What of an interaction changes by other hands than the matcher's that hear it, and what else is read before it is matched. */
const LIVELY = ['rev', 'looks', 'closed'] as const;
const FIELDS = [...LIVELY, 'pack', 'state', 'tail'] as const;
const Text = TextField.nullable();
const LivelyFields = z.tuple([Text, Text, Text]);
const Fields = z.tuple([Text, Text, Text, Text, Text, PackedField.nullable()]);

/** Interactions remembered as they were written last, some 6 KB each: most are heard again within seconds. */
const MOST_REMEMBERED = 5000;

/** The hashes of interactions in Redis. */
export function createInteractions({ redis, keys, replicated, handOverMs }: InteractionsContext) {
  const apply = defineScript(
    redis,
    { name: 'apply', lua: readFileSync(new URL('../src/apply.lua', import.meta.url), 'utf8'), makesRoom: true },
    z.array(Reply),
  );
  const remembered = new LRUCache<InteractionId, StoredInteraction>({ max: MOST_REMEMBERED });

  async function readFields<T>(
    partition: Partition,
    ids: readonly InteractionId[],
    names: readonly string[],
    fields: z.ZodType<T>,
  ): Promise<T[]> {
    const pipeline = redis.pipeline();
    for (const id of ids) pipeline.hmgetBuffer(keys.interaction(partition, id), ...names);
    return ((await pipeline.exec()) ?? []).map(([error, reply]) => {
      if (error) throw error;
      return fields.parse(reply);
    });
  }

  /** Those that are remembered, and that nobody has written since: a revision is never given twice. */
  async function recall(partition: Partition, ids: readonly InteractionId[]) {
    const known = ids.filter((id) => remembered.has(id));
    const recalled = new Map<InteractionId, StoredInteraction>();
    for (const [i, [rev, looks, closed]] of (await readFields(partition, known, LIVELY, LivelyFields)).entries()) {
      const id = known[i];
      const stored = id && remembered.get(id);
      if (id && stored?.rev === rev && closed === null) recalled.set(id, { ...stored, looks: parseLooks(looks ?? '') });
    }
    return recalled;
  }

  return {
    async read(partition: Partition, ids: readonly InteractionId[]): Promise<StoredInteraction[]> {
      const recalled = await recall(partition, ids);
      const others = ids.filter((id) => !recalled.has(id));
      for (const [i, fields] of (await readFields(partition, others, FIELDS, Fields)).entries()) {
        const id = others[i];
        if (id) recalled.set(id, parseStored(fields));
      }
      return ids.map((id) => recalled.get(id) ?? UNKNOWN);
    },

    /**
     * Applies updates of one partition in one step, each by itself: one may count while another has to be matched again.
     * @param range the first and the last of all their entries
     */
    async apply(partition: Partition, range: EntryRange, updates: readonly Update[]): Promise<Applied[]> {
      const revised = updates.map((update) => ({ update, rev: randomUUID().slice(0, 8) }));
      const names = [
        keys.segments(partition),
        keys.deadlines(partition),
        keys.outbox(partition),
        ...updates.map(({ interactionId }) => keys.interaction(partition, interactionId)),
      ];
      const args = [GROUP, handOverMs, ...range, ...revised.flatMap(({ update, rev }) => formatUpdate(update, rev))];
      const replies = await replicated(keys.segments(partition), () => apply(names, args));
      return revised.map(({ update: { interactionId, pack, known, looks }, rev }, i): Applied => {
        const reply = replies[i] ?? ['changed', []];
        if (reply[0] === 'applied') remembered.set(interactionId, { rev, pack, known, looks });
        else remembered.delete(interactionId);
        switch (reply[0]) {
          case 'applied': {
            const look = { interactionId, revision: reply[1], critical: reply[2] === '1' };
            return { kind: 'applied', look: look.revision > 0 ? look : undefined };
          }
          case 'refused':
            return { kind: 'refused' };
          case 'changed':
            return { kind: 'changed', entryIds: new Set(reply[1]) };
          default:
            return reply satisfies never;
        }
      });
    },
  };
}
export type Interactions = ReturnType<typeof createInteractions>;

interface InteractionsContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly replicated: Replicated;
  readonly handOverMs: number;
}

/** An interaction of which nothing has been heard. */
const UNKNOWN: StoredInteraction = { rev: '', looks: [] };

/** As the script takes it. */
function formatUpdate(
  { interactionId, expected, pack, entryIds, known, looks, endAtMs, nextDeadlineMs, look }: Update,
  rev: string,
) {
  return [
    interactionId,
    expected.rev,
    rev,
    pack,
    formatState(known.state),
    packField(formatTail(known.tail)),
    formatLooks(looks),
    `${endAtMs}`,
    nextDeadlineMs === Infinity ? '' : `${nextDeadlineMs}`,
    look,
    entryIds.length,
    ...entryIds,
  ];
}

function parseStored([rev, looks, , pack, state, tail]: z.infer<typeof Fields>): StoredInteraction {
  try {
    return {
      pack: pack ?? undefined,
      rev: rev ?? '',
      known: state === null ? undefined : parseKnown(state, tail ?? undefined),
      looks: parseLooks(looks ?? ''),
    };
  } catch (error) {
    // Of one interaction only: what is heard of it becomes dead letters, and the others go on.
    throw new UnprocessableError('what is stored', error);
  }
}

/** @throws Error where it is not what the matcher writes */
export function parseKnown(state: string, tail: Buffer | undefined): Known {
  return {
    state: parseState(state),
    tail: tail === undefined ? { segments: [], finalBefore: {} } : parseTail(unpackField(tail)),
  };
}
