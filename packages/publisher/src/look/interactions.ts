import {
  type Desktop,
  desktopFromMs,
  desktopInMs,
  type FoundNotice,
  type InteractionState,
  parseState,
  Unclear,
} from '@cueline/rules';
import {
  defineScript,
  formatDesktop,
  formatEvents,
  InteractionHash,
  type InteractionId,
  isNewer,
  jsonField,
  type Keys,
  MAX_DEAD_LETTERS,
  MAX_NOTICES,
  nameFields,
  outletFields,
  parseDesktop,
  partitionOf,
  type RedisClient,
  type Replicated,
  toMs,
  toUs,
  type WrittenFormat,
} from '@cueline/shared';
import { z } from 'zod';
import type { LookEvent } from './look-events.js';
import { Note } from '../outlet/note.js';
import { readScript } from '../scripts.js';

/** What a look reads of an interaction, at one moment. Writes pass on the `…Text` fields as read, to detect changes. */
export interface InteractionView {
  readonly interactionId: InteractionId;
  /** Redis' clock when it was read. */
  readonly nowUs: number;
  /** Everything said before this has been processed. */
  readonly watermarkUs: number;
  /** Look revision: that of the latest look request. */
  readonly lookRevision: number;
  /** Digest of its pack. */
  readonly pack: string;
  /** How many interactions had this id before. */
  readonly reuse: number;
  readonly state: InteractionState;
  /** What was unclear when it was last due. */
  readonly unclear: Unclear;
  /** Whether it has ended, by an end frame or provisionally by silence: no cue may be posted any more. */
  readonly ended: boolean;
  /** Whether it was silent for so long that a matcher is about to end it, unless it is heard again before. */
  readonly isEnding: boolean;
  readonly desktop: Desktop;
  readonly desktopText: string;
  readonly note: Note | undefined;
  readonly noteText: string;
  /** Ids of the notices that were written of it. */
  readonly noticed: string;
}

/** A note that has been written; closing it takes its text. */
export interface WrittenNote {
  readonly interactionId: InteractionId;
  /** How many interactions had this id before. */
  readonly reuse: number;
  readonly note: Note;
  readonly text: string;
}

/** What is recorded when a request's outcome is known. */
export interface ClosedNote {
  /** Absent if it changed nothing. */
  readonly desktop: Desktop;
  readonly deadLetter: Readonly<Record<string, string>> | undefined;
  readonly events: readonly LookEvent[];
}

/** What is recorded when a look ends. */
export interface Settlement {
  readonly desktop: Desktop;
  readonly remindAtUs: number | undefined;
  /** Whether all that is owed is done, so that no further look is needed. */
  readonly done: boolean;
  readonly events: readonly LookEvent[];
}

/** What a look reads of the hash. */
const Stored = InteractionHash.pick({
  v: true,
  look: true,
  pack: true,
  state: true,
  heard: true,
  desktop: true,
  posting: true,
  closed: true,
  endAt: true,
  reuse: true,
  unclear: true,
  noticed: true,
});
/** Their names in the order in which the script returns them. */
const NAMES = Object.keys(Stored.shape);
const ViewReply = z
  .tuple([z.number(), z.string().nullable(), z.array(z.string().nullable())])
  .transform(([nowMs, watermark, values]) => {
    const named = nameFields(NAMES, values);
    return isOfLater(named) ? ('later' as const) : { nowMs, watermark, stored: Stored.parse(named) };
  })
  .nullable();
const Versioned = jsonField(z.looseObject({ v: z.unknown() }));
/** Whether a part of it is in a format that only later releases read. */
const isOfLater = ({ v, desktop, posting }: Record<string, string>): boolean =>
  isNewer(v) || [desktop, posting].some((part) => isNewer(Versioned.safeParse(part).data?.v));

const Done = z.literal([0, 1]).transform((reply) => reply === 1);

export interface InteractionsContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly format: WrittenFormat;
  readonly partitions: number;
  readonly replicated: Replicated;
  /** This process, as its heartbeat calls it. */
  readonly replica: string;
  /** The outlet whose desktop and notes are meant; undefined for the first. */
  readonly outlet?: string | undefined;
}

/** The publisher's part of an interaction in Redis. Writes are refused if what they rest on has changed. */
export function createInteractions(context: InteractionsContext) {
  const { redis, keys, format, partitions, replicated, replica, outlet } = context;
  const own = outletFields(outlet);
  const fields = NAMES.map((name) => (name === 'desktop' || name === 'posting' ? own[name] : name));
  const on = outlet === undefined ? '' : `on ${outlet}`;
  const readInteraction = defineScript(redis, readScript('look/read-interaction'), ViewReply);
  const writeNote = defineScript(redis, readScript('look/write-note'), Done);
  const closeNote = defineScript(redis, readScript('look/close-note'), z.int());
  const writeNotices = defineScript(redis, readScript('look/write-notices'), z.int());
  const settle = defineScript(redis, readScript('look/settle'), Done);
  const eventsText = (events: readonly LookEvent[]) =>
    formatEvents(
      events
        .filter(({ what }) => outlet === undefined || what !== 'looked')
        .map((event) => ({ ...event, detail: [event.detail, on].filter(Boolean).join(', '), by: replica })),
    );

  return {
    /** Reads an interaction; `undefined` if it is over, in which case it has left the outbox; `later` if only a later release reads it. */
    async read(interactionId: InteractionId): Promise<InteractionView | 'later' | undefined> {
      const partition = partitionOf(interactionId, partitions);
      const reply = await readInteraction(
        [keys.interaction(partition, interactionId), keys.listening(partition), keys.outbox(partition)],
        [interactionId, ...fields],
      );
      if (reply === null) return undefined;
      return reply === 'later' ? reply : parseView(interactionId, reply);
    },
    /** Whether the agent is in the middle of an utterance, as far as an ingest has noted it. */
    async isTalking(interactionId: InteractionId): Promise<boolean> {
      return (await redis.exists(keys.talking(partitionOf(interactionId, partitions), interactionId))) === 1;
    },
    /** Writes its notices, each once; returns how many that still wait were dropped for them. */
    writeNotices({ interactionId, reuse }: InteractionView, notices: readonly FoundNotice[]): Promise<number> {
      const partition = partitionOf(interactionId, partitions);
      const list = notices.flatMap((notice) => [notice.id, JSON.stringify(notice)]);
      return writeNotices(
        [keys.interaction(partition, interactionId), keys.notices(partition)],
        [reuse, JSON.stringify(list), format.current(), MAX_NOTICES],
      );
    },
    /**
     * Writes a note of the request about to be made; `undefined` if anything has changed since it was read.
     *
     * @throws UnreplicatedError if the note would not survive a fail-over
     */
    async writeNote(view: InteractionView, note: Note): Promise<WrittenNote | undefined> {
      const { interactionId, reuse, lookRevision, desktopText, noteText } = view;
      const key = keys.interaction(partitionOf(interactionId, partitions), interactionId);
      const text = JSON.stringify({ v: format.current(), ...note });
      const written = await replicated(key, () =>
        writeNote([key], [lookRevision, desktopText, noteText, reuse, text, own.desktop, own.posting]),
      );
      return written ? { interactionId, reuse, note, text } : undefined;
    },
    /**
     * Records a request's outcome.
     *
     * @returns how many of the oldest dead letters were dropped for this one; `undefined` if the note is no longer
     *   there
     */
    async closeNote(
      { interactionId, reuse, text }: Omit<WrittenNote, 'note'>,
      { desktop, deadLetter = {}, events = [] }: Partial<ClosedNote> = {},
    ): Promise<number | undefined> {
      const partition = partitionOf(interactionId, partitions);
      const dropped = await closeNote(
        [keys.interaction(partition, interactionId), keys.dead(partition)],
        [
          text,
          desktop === undefined ? '' : formatDesktop(desktopInMs(desktop), format.current()),
          reuse,
          interactionId,
          eventsText(events),
          MAX_DEAD_LETTERS,
          own.desktop,
          own.posting,
          ...Object.entries(deadLetter).flat(),
          ...(outlet === undefined || deadLetter['reason'] === undefined ? [] : ['outlet', outlet]),
        ],
      );
      return dropped < 0 ? undefined : dropped;
    },
    /** Ends a look. */
    settle(
      { interactionId, reuse, desktopText, lookRevision }: InteractionView,
      { desktop, remindAtUs, done, events }: Settlement,
    ) {
      const partition = partitionOf(interactionId, partitions);
      const remindAt = remindAtUs === undefined ? '' : Math.ceil(toMs(remindAtUs));
      return settle(
        [keys.interaction(partition, interactionId), keys.outbox(partition), keys.deadlines(partition)],
        [
          interactionId,
          desktopText,
          formatDesktop(desktopInMs(desktop), format.current()),
          remindAt,
          done ? lookRevision : '',
          reuse,
          eventsText(events),
          own.desktop,
          own.posting,
          outlet === undefined ? 'first' : '',
        ],
      );
    },
  };
}
export type Interactions = ReturnType<typeof createInteractions>;

function parseView(
  interactionId: InteractionId,
  reply: Exclude<z.infer<typeof ViewReply>, 'later' | null>,
): InteractionView {
  const { nowMs, stored } = reply;
  const { look: lookRevision, pack, desktop: desktopText = '', posting: noteText = '', closed, endAt, reuse } = stored;
  const state = parseState(stored.state, stored.heard);
  const watermarkUs = reply.watermark === null ? -Infinity : toUs(Number(reply.watermark));
  const ended = state.endedAtUs !== undefined || closed === 'silence';
  return {
    interactionId,
    nowUs: toUs(nowMs),
    watermarkUs,
    lookRevision,
    pack,
    reuse,
    state,
    unclear: stored.unclear === undefined ? {} : Unclear.parse(JSON.parse(stored.unclear)),
    ended,
    isEnding: !ended && toUs(endAt) < watermarkUs,
    desktop: desktopFromMs(parseDesktop(stored.desktop)),
    desktopText,
    note: noteText === '' ? undefined : Note.parse(JSON.parse(noteText)),
    noteText,
    noticed: stored.noticed ?? '',
  };
}
