import { randomUUID } from 'node:crypto';
import { EMPTY_TAIL, formatState, formatTail, parseState, parseTail, type Known } from '@cueline/rules';
import {
  defineScript,
  formatLooks,
  type InteractionHash,
  type InteractionId,
  type Keys,
  parseLooks,
  type Partition,
  type RedisClient,
  type Replicated,
  toMs,
  toUs,
} from '@cueline/shared';
import { z } from 'zod';
import { GROUP } from '../stream/group.js';
import { compressField, decompressField } from './compressed-field.js';
import type { StoredInteraction, Update } from './plan-update.js';
import type { LookRequest } from '../deadlines/relay.js';
import { UnprocessableError } from '../stream/unprocessable-error.js';
import { readScript } from '../scripts.js';

const Reply = z.union([
  z.tuple([z.literal('applied'), z.int(), z.enum(['0', '1'])]),
  z.tuple([z.literal('refused')]),
  z.tuple([z.literal('changed'), z.array(z.string())]),
]);

/** Ids of the first and the last of some stream entries. */
export type EntryRange = readonly [first: string, last: string];

/** The result of an update. */
export type Applied =
  | { kind: 'applied'; lookRequest: LookRequest | undefined }
  /** The interaction had ended for good, and the entries begin no other. */
  | { kind: 'refused' }
  /** Another replica was first; `entryIds` are still to be processed. */
  | { kind: 'changed'; entryIds: ReadonlySet<string> };

/**
 * The fields read before an interaction is matched. This is done for every segment, so the values are taken as the matcher
 * wrote them: the schema would take as long as all the rest of reading them.
 */
const FIELDS = [
  'rev',
  'looks',
  'closed',
  'pack',
  'endedBefore',
  'state',
  'tail',
] as const satisfies readonly (keyof InteractionHash)[];
const Values = z.array(z.instanceof(Buffer).nullable());
const Ended = z.array(z.string().nullable());

/** Reads and updates the hashes of interactions in Redis. */
export function createInteractions({ redis, keys, replicated, handOverMs }: InteractionsContext) {
  const apply = defineScript(redis, { ...readScript('interaction/apply'), makesRoom: true }, z.array(Reply));

  return {
    /** Reads interactions in the order of `ids`; one not heard before has no `known`. */
    async read(partition: Partition, ids: readonly InteractionId[]): Promise<StoredInteraction[]> {
      const pipeline = redis.pipeline();
      pipeline.hget(keys.listening(partition), 'watermark'); // before the others: they are as far at least
      for (const id of ids) pipeline.hmgetBuffer(keys.interaction(partition, id), ...FIELDS);
      pipeline.mget(ids.map((id) => keys.ended(partition, id)));
      const [watermark, ...replies] = ((await pipeline.exec()) ?? []).map(([error, reply]) => {
        if (error) throw error;
        return reply;
      });
      const watermarkUs = toUs(z.string().pipe(z.coerce.number()).nullable().parse(watermark) ?? -Infinity);
      const ended = Ended.parse(replies.pop());
      return replies.map((reply, i) => parseStored(Values.parse(reply), watermarkUs, ended[i] ?? ''));
    },

    /**
     * Applies updates of one partition in one step, each independently: one may be applied while another must be
     * matched again.
     *
     * @param range the first and the last of all their entries
     */
    async apply(partition: Partition, range: EntryRange, updates: readonly Update[]): Promise<Applied[]> {
      const names = [
        keys.segments(partition),
        keys.deadlines(partition),
        keys.outbox(partition),
        ...updates.map(({ interactionId }) => keys.interaction(partition, interactionId)),
      ];
      const args = [GROUP, handOverMs, ...range, ...updates.flatMap(formatUpdate)];
      const replies = await replicated(keys.segments(partition), () => apply(names, args));
      return updates.map(({ interactionId }, i): Applied => {
        const reply = replies[i] ?? ['changed', []];
        switch (reply[0]) {
          case 'applied': {
            const lookRequest = { interactionId, revision: reply[1], critical: reply[2] === '1' };
            return { kind: 'applied', lookRequest: lookRequest.revision > 0 ? lookRequest : undefined };
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

/** A new random state revision. */
export const freshStateRevision = (): string => randomUUID().slice(0, 8);

/** Formats an update as arguments of the script. */
function formatUpdate({
  interactionId,
  expected,
  pack,
  entryIds,
  known,
  plannedLooks,
  endAtUs,
  nextDeadlineUs,
  lookRequest,
}: Update) {
  return [
    interactionId,
    expected.stateRevision,
    formatLooks(expected.plannedLooks),
    freshStateRevision(),
    pack,
    known === undefined ? '' : formatState(known.state),
    known === undefined ? '' : compressField(formatTail(known.tail)),
    formatLooks(plannedLooks),
    `${toMs(endAtUs)}`,
    nextDeadlineUs === Infinity ? '' : `${toMs(nextDeadlineUs)}`,
    lookRequest,
    entryIds.length,
    ...entryIds,
  ];
}

function parseStored(
  [rev, looks, closed, pack, endedBefore, state, tail]: z.infer<typeof Values>,
  watermarkUs: number,
  ended: string,
): StoredInteraction {
  try {
    return {
      pack: pack?.toString(),
      stateRevision: rev?.toString() ?? '',
      known: state ? parseKnown(state.toString(), tail ?? undefined) : undefined,
      plannedLooks: parseLooks(looks?.toString() ?? ''),
      endedBeforeUs: endedBefore ? toUs(Number(endedBefore)) : undefined,
      endFramesUs: ended
        .split(' ')
        .filter(Boolean)
        .map((ms) => toUs(Number(ms))),
      watermarkUs,
      fellSilent: closed?.toString() === 'silence',
    };
  } catch (error) {
    // Only this interaction is affected: its entries become dead letters, and the others are processed.
    throw new UnprocessableError('what is stored', error);
  }
}

/**
 * Parses an interaction's stored state and tail.
 *
 * @throws Error if they are not what the matcher writes
 */
export function parseKnown(state: string, tail: Buffer | undefined): Known {
  return {
    state: parseState(state),
    tail: tail === undefined ? EMPTY_TAIL : parseTail(decompressField(tail)),
  };
}
