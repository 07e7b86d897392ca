import { randomUUID } from 'node:crypto';
import { EMPTY_TAIL, formatState, formatTail, parseState, parseTail, type Known } from '@cueline/rules';
import {
  defineScript,
  formatLooks,
  formatSpeech,
  type InteractionHash,
  type InteractionId,
  isNewer,
  type Keys,
  parseLooks,
  type Partition,
  type RedisClient,
  type Replicated,
  toMs,
  toUs,
  type WrittenFormat,
} from '@cueline/shared';
import { z } from 'zod';
import { GROUP } from '../stream/group.js';
import { compressField, decompressField } from './compressed-field.js';
import { storedSpeech } from './ended-speech.js';
import { createMemory, type Remembered } from './memory.js';
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
 * The fields read before an interaction is matched; of one that is remembered, the first are enough. This is done for every
 * segment, so the values are taken as the matcher wrote them: the schema would take as long as all the rest of reading them.
 */
const ALWAYS_READ = [
  'rev',
  'looks',
  'closed',
  'endedBefore',
  'v',
] as const satisfies readonly (keyof InteractionHash)[];
const FIELDS = [...ALWAYS_READ, 'pack', 'state', 'tail'] as const satisfies readonly (keyof InteractionHash)[];
const Values = z.array(z.instanceof(Buffer).nullable());
const Ended = z.array(z.string().nullable());

/** Reads and updates the hashes of interactions in Redis. */
export function createInteractions(context: InteractionsContext) {
  const { redis, keys, format, replicated, handOverMs, hasSpeech = false } = context;
  const apply = defineScript(redis, { ...readScript('interaction/apply'), makesRoom: true }, z.array(Reply));
  const memory = createMemory();

  /** Reads the fields of hashes in one step, and before them what else there is to know. */
  async function readFieldsOf(
    partition: Partition,
    asked: readonly { id: InteractionId; fields: readonly string[] }[],
  ) {
    const pipeline = redis.pipeline();
    pipeline.hget(keys.listening(partition), 'watermark'); // before the others: they are as far at least
    for (const { id, fields } of asked) pipeline.hmgetBuffer(keys.interaction(partition, id), ...fields);
    pipeline.mget(asked.map(({ id }) => keys.ended(partition, id)));
    const [watermark, ...replies] = ((await pipeline.exec()) ?? []).map(([error, reply]) => {
      if (error) throw error;
      return reply;
    });
    const watermarkUs = toUs(z.string().pipe(z.coerce.number()).nullable().parse(watermark) ?? -Infinity);
    const ended = Ended.parse(replies.pop());
    return asked.map(({ id }, i) => ({
      id,
      values: Values.parse(replies[i]),
      frames: { watermarkUs, endFramesUs: parseEndFrames(ended[i] ?? '') },
    }));
  }

  return {
    /** Reads interactions in the order of `ids`; one not heard before has no `known`. */
    async read(partition: Partition, ids: readonly InteractionId[]): Promise<StoredInteraction[]> {
      const remembered = ids.map((id) => memory.recall(keys.interaction(partition, id)));
      const first = await readFieldsOf(
        partition,
        ids.map((id, i) => ({ id, fields: remembered[i] === undefined ? FIELDS : ALWAYS_READ })),
      );
      const isStale = (i: number) =>
        remembered[i] !== undefined && remembered[i].stateRevision !== revisionIn(first[i]);
      const stale = ids.filter((_, i) => isStale(i));
      const again =
        stale.length === 0
          ? []
          : await readFieldsOf(
              partition,
              stale.map((id) => ({ id, fields: FIELDS })),
            );
      return first.map((read, i) => {
        const { values, frames } = isStale(i) ? (again.shift() ?? read) : read;
        return parseStored(values, frames, isStale(i) ? undefined : remembered[i]);
      });
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
        keys.changed(partition),
        keys.watched(partition),
        ...updates.map(({ interactionId }) => keys.interaction(partition, interactionId)),
        ...(hasSpeech ? updates.map(({ interactionId }) => keys.speech(partition, interactionId)) : []),
      ];
      const formatted = updates.map((update) => formatUpdate(update, hasSpeech));
      const head = [GROUP, handOverMs, ...range, format.current(), updates.length];
      const args = [...head, ...formatted.flatMap(({ args: own }) => own)];
      const replies = await replicated(keys.segments(partition), () => apply(names, args));
      return updates.map(({ interactionId, known, pack }, i): Applied => {
        const reply = replies[i] ?? ['changed', []];
        switch (reply[0]) {
          case 'applied': {
            const { stateRevision = '', bytes = 0 } = formatted[i] ?? {};
            const remembered = known && { stateRevision, pack, known };
            if (remembered) memory.remember(keys.interaction(partition, interactionId), remembered, bytes);
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
  readonly format: WrittenFormat;
  readonly replicated: Replicated;
  readonly handOverMs: number;
  /** Whether all that is said is kept until the interaction ends. */
  readonly hasSpeech?: boolean;
}

/** A new random state revision. */
export const freshStateRevision = (): string => randomUUID().slice(0, 8);

/** Formats an update as arguments of the script, with the revision that it gives and how many bytes it stores. */
function formatUpdate(update: Update, hasSpeech: boolean) {
  const { interactionId, expected, pack, entryIds, known, plannedLooks, endAtUs, nextDeadlineUs, lookRequest } = update;
  const stateRevision = freshStateRevision();
  const state = known === undefined ? '' : formatState(known.state);
  const tail = known === undefined ? '' : formatTail(known.tail);
  const args = [
    interactionId,
    expected.stateRevision,
    formatLooks(expected.plannedLooks),
    stateRevision,
    pack,
    state,
    known === undefined ? '' : compressField(tail),
    formatLooks(plannedLooks),
    `${toMs(endAtUs)}`,
    nextDeadlineUs === Infinity ? '' : `${toMs(nextDeadlineUs)}`,
    lookRequest,
    hasSpeech ? formatSpeech(update.speech.map(storedSpeech)) : '',
    entryIds.length,
    ...entryIds,
  ];
  return { args, stateRevision, bytes: state.length + tail.length };
}

const revisionIn = (read: { values: z.infer<typeof Values> } | undefined): string => read?.values[0]?.toString() ?? '';

const parseEndFrames = (ended: string): number[] =>
  ended
    .split(' ')
    .filter(Boolean)
    .map((ms) => toUs(Number(ms)));

function parseStored(
  [rev, looks, closed, endedBefore, v, pack, state, tail]: z.infer<typeof Values>,
  frames: Pick<StoredInteraction, 'watermarkUs' | 'endFramesUs'>,
  remembered: Remembered | undefined,
): StoredInteraction {
  if (isNewer(v)) return { ...frames, stateRevision: '', plannedLooks: [], fellSilent: false, newerFormat: Number(v) };
  try {
    return {
      ...frames,
      ...(remembered ?? {
        pack: pack?.toString(),
        stateRevision: rev?.toString() ?? '',
        known: state ? parseKnown(state.toString(), tail ?? undefined) : undefined,
      }),
      plannedLooks: parseLooks(looks?.toString() ?? ''),
      endedBeforeUs: endedBefore ? toUs(Number(endedBefore)) : undefined,
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
