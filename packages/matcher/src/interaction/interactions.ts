import { randomUUID } from 'node:crypto';
import {
  defineScript,
  formatLooks,
  formatSpeech,
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
import { storedSpeech } from './ended-speech.js';
import { changeFields, parseNumbered } from './known-fields.js';
import { createMemory, type Remembered } from './memory.js';
import type { StoredInteraction, Update } from './plan-update.js';
import type { LookRequest } from '../deadlines/relay.js';
import { UnprocessableError } from '../stream/unprocessable-error.js';
import { readScript } from '../scripts.js';

type Reply =
  | readonly [kind: 'applied', revision: number, critical: '0' | '1']
  | readonly [kind: 'refused']
  | readonly [kind: 'changed', entryIds: readonly string[]];

/** There is one for each segment: a schema of all that the script says would take longer than planning some of them. */
const Replies = z.custom<readonly Reply[]>(
  (replies) => Array.isArray(replies) && replies.every((reply) => Array.isArray(reply) && KINDS.has(reply[0])),
);
const KINDS: ReadonlySet<unknown> = new Set<Reply[0]>(['applied', 'refused', 'changed']);

/** Ids of the first and the last of some stream entries. */
export type EntryRange = readonly [first: string, last: string];

/** The result of an update. */
export type Applied =
  | { kind: 'applied'; lookRequest: LookRequest | undefined }
  /** The interaction had ended for good, and the entries begin no other. */
  | { kind: 'refused' }
  /** Another replica was first; `entryIds` are still to be processed. */
  | { kind: 'changed'; entryIds: ReadonlySet<string> };

const Fields = z.record(z.string(), z.instanceof(Buffer));
const Ended = z.array(z.string().nullable());

/** Reads and updates the hashes of interactions in Redis. */
export function createInteractions(context: InteractionsContext) {
  const { redis, keys, format, replicated, handOverMs, memoryBytes, hasSpeech = false } = context;
  const apply = defineScript(redis, { ...readScript('interaction/apply'), makesRoom: true }, Replies);
  const memory = createMemory(memoryBytes);

  /** Reads, in one step, what else there is to know of all, and the hashes of those that are not remembered. */
  async function readOnce(partition: Partition, asked: readonly Asked[]) {
    const pipeline = redis.pipeline();
    pipeline.hget(keys.listening(partition), 'watermark'); // before the others: they are as far at least
    pipeline.mget(asked.map(({ id }) => keys.ended(partition, id)));
    for (const { id, remembered } of asked) {
      if (remembered === undefined) pipeline.hgetallBuffer(keys.interaction(partition, id));
    }
    const [watermark, ended, ...hashes] = ((await pipeline.exec()) ?? []).map(([error, reply]) => {
      if (error) throw error;
      return reply;
    });
    const watermarkUs = toUs(z.string().pipe(z.coerce.number()).nullable().parse(watermark) ?? -Infinity);
    const endFrames = Ended.parse(ended);
    return asked.map(({ remembered }, i) => ({
      hash: remembered === undefined ? Fields.parse(hashes.shift()) : undefined,
      frames: { watermarkUs, endFramesUs: parseEndFrames(endFrames[i] ?? '') },
    }));
  }

  return {
    /** Reads interactions in the order of `ids`; one not heard before has no `known`. */
    async read(partition: Partition, ids: readonly InteractionId[]): Promise<StoredInteraction[]> {
      const asked = ids.map((id): Asked => ({ id, remembered: memory.recall(keys.interaction(partition, id)) }));
      const first = await readOnce(partition, asked);
      // what is about to end, or has ended, is not taken from memory
      const isDoubtful = (i: number) =>
        asked[i]?.remembered !== undefined && (first[i]?.frames.endFramesUs.length ?? 0) > 0;
      const doubtful = ids.filter((_, i) => isDoubtful(i)).map((id): Asked => ({ id, remembered: undefined }));
      const again = doubtful.length === 0 ? [] : await readOnce(partition, doubtful);
      return first.map((read, i) => {
        const { hash, frames } = isDoubtful(i) ? (again.shift() ?? read) : read;
        const remembered = asked[i]?.remembered;
        return hash === undefined && remembered !== undefined
          ? { ...frames, ...remembered }
          : parseStored(hash ?? {}, frames);
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
        ...updates.map(({ interactionId }) => keys.interaction(partition, interactionId)),
        ...(hasSpeech ? updates.map(({ interactionId }) => keys.speech(partition, interactionId)) : []),
      ];
      const formatted = updates.map((update) => formatUpdate(update, format.current(), hasSpeech));
      const head = [GROUP, handOverMs, ...range, updates.length];
      const args = [...head, ...formatted.flatMap(({ args: own }) => own)];
      const replies = await replicated(keys.segments(partition), () => apply(names, args));
      return updates.map(({ interactionId }, i): Applied => {
        const reply = replies[i] ?? ['changed', []];
        const key = keys.interaction(partition, interactionId);
        switch (reply[0]) {
          case 'applied': {
            const remembered = formatted[i]?.remembered;
            if (remembered !== undefined) memory.remember(key, remembered);
            const lookRequest = { interactionId, revision: reply[1], critical: reply[2] === '1' };
            return { kind: 'applied', lookRequest: lookRequest.revision > 0 ? lookRequest : undefined };
          }
          case 'refused':
            return { kind: 'refused' };
          case 'changed':
            memory.forget(key);
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
  /** Most that is remembered of interactions. */
  readonly memoryBytes: number;
  /** Whether all that is said is kept until the interaction ends. */
  readonly hasSpeech?: boolean;
}

/** A new random state revision. */
export const freshStateRevision = (): string => randomUUID().slice(0, 8);

/** An interaction to be read, and what is remembered of it. */
interface Asked {
  readonly id: InteractionId;
  readonly remembered: Remembered | undefined;
}

/** Formats an update as arguments of the script, with what is to be remembered once it is applied. */
function formatUpdate(update: Update, format: number, hasSpeech: boolean) {
  const { interactionId, expected, pack, entryIds, known, plannedLooks, endAtUs, nextDeadlineUs, lookRequest } = update;
  const stateRevision = freshStateRevision();
  const looks = formatLooks(plannedLooks);
  const changed = known && changeFields(expected.fields, { format, pack, looks, known });
  const { set = [], dropped = [] } = changed ?? {};
  const args = [
    interactionId,
    expected.stateRevision,
    formatLooks(expected.plannedLooks),
    changed === undefined ? '' : stateRevision,
    `${toMs(endAtUs)}`,
    nextDeadline(nextDeadlineUs, expected.nextDeadlineUs),
    lookRequest,
    hasSpeech ? formatSpeech(update.speech.map(storedSpeech)) : '',
    entryIds.length,
    set.length,
    dropped.length,
    ...entryIds,
    ...set,
    ...dropped,
  ];
  const remembered = changed && {
    pack,
    stateRevision,
    known,
    plannedLooks,
    nextDeadlineUs,
    endedBeforeUs: expected.endedBeforeUs,
    fellSilent: false,
    fields: changed.now,
  };
  return { args, remembered };
}

/** What becomes due later than was written is found when that is due: it is written again only if it becomes due earlier. */
function nextDeadline(nextUs: number, beforeUs: number | undefined): string {
  if (beforeUs !== undefined && beforeUs <= nextUs) return 'same';
  return nextUs === Infinity ? 'none' : `${toMs(nextUs)}`;
}

const parseEndFrames = (ended: string): number[] =>
  ended
    .split(' ')
    .filter(Boolean)
    .map((ms) => toUs(Number(ms)));

function parseStored(
  hash: Readonly<Record<string, Buffer>>,
  frames: Pick<StoredInteraction, 'watermarkUs' | 'endFramesUs'>,
): StoredInteraction {
  // this is done for many segments, so the values are taken as the matcher wrote them
  const { v, pack, rev, state, tail, heard, looks, closed, endedBefore } = hash;
  if (isNewer(v)) return { ...frames, stateRevision: '', plannedLooks: [], fellSilent: false, newerFormat: Number(v) };
  try {
    const stored = { state: state?.toString() ?? '', tail, heard: heard?.toString(), pieces: hash };
    const { known, numbers = [] } = state === undefined ? {} : parseNumbered(stored);
    return {
      ...frames,
      pack: pack?.toString(),
      stateRevision: rev?.toString() ?? '',
      known,
      plannedLooks: parseLooks(looks?.toString() ?? ''),
      endedBeforeUs: endedBefore ? toUs(Number(endedBefore)) : undefined,
      fellSilent: closed?.toString() === 'silence',
      fields: known && {
        format: Number(v ?? 1),
        pack: pack?.toString() ?? '',
        looks: looks?.toString() ?? '',
        known,
        numbers,
        stateBytes: state?.length ?? 0,
      },
    };
  } catch (error) {
    // Only this interaction is affected: its entries become dead letters, and the others are processed.
    throw new UnprocessableError('what is stored', error);
  }
}
