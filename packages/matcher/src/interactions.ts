import { readFileSync } from 'node:fs';
import { InteractionState, type Known } from '@cueline/rules';
import { defineScript, type InteractionId, type Keys, type Partition, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import { GROUP } from './group.js';
import { formatLooks, parseLooks } from './looks-field.js';
import type { StoredInteraction, Update } from './plan-update.js';
import type { RequestedLook } from './relay.js';
import { formatTail, parseTail } from './tail-field.js';
import { UnprocessableError } from './unprocessable-error.js';

const Field = z.string().nullable();
const Reply = z.union([
  z.tuple([z.literal('applied'), z.int(), z.enum(['0', '1'])]),
  z.tuple([z.literal('refused')]),
  z.tuple([z.literal('changed'), z.array(z.string()), Field, Field, Field, Field, Field]),
]);

/** What became of an update. */
export type Applied =
  | { kind: 'applied'; look: RequestedLook | undefined }
  /** The interaction is over for good; what was heard is too late. */
  | { kind: 'refused' }
  /** Somebody else was there first: what is stored now, and the entries that are still to be processed. */
  | { kind: 'changed'; stored: StoredInteraction; entryIds: ReadonlySet<string> };

/** What of an interaction is read before it is matched. */
const FIELDS = ['rev', 'pack', 'state', 'tail', 'looks'] as const;

/** The hashes of interactions in Redis. */
export function createInteractions({
  redis,
  keys,
  handOverMs,
}: {
  redis: RedisClient;
  keys: Keys;
  handOverMs: number;
}) {
  const apply = defineScript(
    redis,
    { name: 'apply', lua: readFileSync(new URL('../src/apply.lua', import.meta.url), 'utf8') },
    z.array(Reply),
  );
  return {
    async read(partition: Partition, ids: readonly InteractionId[]): Promise<StoredInteraction[]> {
      const pipeline = redis.pipeline();
      for (const id of ids) pipeline.hmget(keys.interaction(partition, id), ...FIELDS);
      const replies = (await pipeline.exec()) ?? [];
      return replies.map(([error, fields]) => {
        if (error) throw error;
        return parseStored(z.array(Field).parse(fields));
      });
    },

    /** Applies updates of one partition in one step, each by itself: one may count while another has to be matched again. */
    async apply(partition: Partition, updates: readonly Update[]): Promise<Applied[]> {
      const replies = await apply(
        [
          keys.segments(partition),
          keys.deadlines(partition),
          keys.outbox(partition),
          ...updates.map(({ interactionId }) => keys.interaction(partition, interactionId)),
        ],
        [GROUP, handOverMs, JSON.stringify(updates.map(formatUpdate))],
      );
      return replies.map((reply, i): Applied => {
        switch (reply[0]) {
          case 'applied': {
            const interactionId = updates[i]?.interactionId;
            const requested = interactionId !== undefined && reply[1] > 0;
            return {
              kind: 'applied',
              look: requested ? { interactionId, revision: reply[1], critical: reply[2] === '1' } : undefined,
            };
          }
          case 'refused':
            return { kind: 'refused' };
          case 'changed':
            return { kind: 'changed', entryIds: new Set(reply[1]), stored: parseStored(reply.slice(2, 7)) };
          default:
            return reply satisfies never;
        }
      });
    },
  };
}
export type Interactions = ReturnType<typeof createInteractions>;

function formatUpdate({
  interactionId,
  expected,
  pack,
  entryIds,
  known,
  looks,
  endAtMs,
  nextDeadlineMs,
  look,
}: Update) {
  return {
    id: interactionId,
    rev: expected.rev,
    pack,
    entries: entryIds,
    set: {
      state: JSON.stringify(known.state),
      tail: formatTail(known.tail),
      looks: formatLooks(looks),
      endAt: `${endAtMs}`,
    },
    next: nextDeadlineMs === Infinity ? false : `${nextDeadlineMs}`,
    look,
  };
}

function parseStored(fields: readonly (string | null | readonly string[])[]): StoredInteraction {
  const [rev, pack, state, tail, looks] = fields.map((field) => (typeof field === 'string' ? field : undefined));
  try {
    const known = state === undefined ? undefined : parseKnown(state, tail);
    return { pack, rev: rev ?? '0', known, looks: parseLooks(looks ?? '') };
  } catch (error) {
    // Of one interaction only: what is heard of it becomes dead letters, and the others go on.
    throw new UnprocessableError('what is stored', error);
  }
}

/** @throws ZodError or SyntaxError where it is not what the matcher writes */
export function parseKnown(state: string, tail: string | undefined): Known {
  return {
    state: InteractionState.parse(JSON.parse(state)),
    tail: tail === undefined ? { segments: [], finalBefore: {} } : parseTail(tail),
  };
}
