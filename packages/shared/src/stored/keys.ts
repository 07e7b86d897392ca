import { crc32 } from 'node:zlib';
import type { InteractionId } from '../frames/segment.js';

/** Partition number, from 0. */
export type Partition = number;

/** Returns an interaction's partition: CRC-32 of its id, modulo the number of partitions. */
export function partitionOf(interactionId: InteractionId, partitions: number): Partition {
  return crc32(interactionId) % partitions;
}

/** Approximate number of dead letters kept per partition. */
export const MAX_DEAD_LETTERS = 1000;

/**
 * Creates the names of all Redis keys; ARCHITECTURE.md says what each holds.
 *
 * @param epoch the layout that partitions are meant in (`layout.ts`); other keys are the same in all
 */
export function createKeys(prefix: string, epoch = 0) {
  const inLayout = (partition: Partition) => `${prefix}:{${epoch === 0 ? '' : `${epoch}.`}${partition}}`;
  const inPartition = (name: string) => (partition: Partition) => `${inLayout(partition)}:${name}`;
  return {
    segments: inPartition('segments'),
    listening: inPartition('listening'),
    /** Entries that stand in the stream behind others heard after them. */
    late: inPartition('late'),
    deadlines: inPartition('deadlines'),
    outbox: inPartition('outbox'),
    outcomes: inPartition('outcomes'),
    /** From an interaction to the ids of its entries in the stream of outcomes, separated by blanks. */
    outcomeEntries: inPartition('outcome-entries'),
    /** What was said in a live call, as heard, an item of JSON on each line. Only if it is to be kept, or judged by a draft. */
    speech: (partition: Partition, id: InteractionId) => `${inLayout(partition)}:speech:${id}`,
    /** What was said in ended calls, masked, until it is archived: by the id of the outcome's entry. */
    endedSpeech: inPartition('ended-speech'),
    dead: inPartition('dead'),
    /** What supervisors are told, until it is in the queue of notices. */
    notices: inPartition('notices'),
    /** Outcomes that an archive could not keep. */
    archiveDead: inPartition('archive-dead'),
    /** Prefix of a partition's interaction keys, for scripts. */
    interactionPrefix: inPartition('interaction:'),
    /** Capped stream of frames that could not be parsed. */
    badFrames: inPartition('bad-frames'),
    interaction: (partition: Partition, id: InteractionId) => `${inLayout(partition)}:interaction:${id}`,
    /** When end frames of an interaction were heard, written together with them: `<ms> <ms> `… */
    ended: (partition: Partition, id: InteractionId) => `${inLayout(partition)}:ended:${id}`,
    /** There while the agent of an interaction is in the middle of an utterance. */
    talking: (partition: Partition, id: InteractionId) => `${inLayout(partition)}:talking:${id}`,
    /** The `traceparent` of what processed the last speech of a traced interaction. */
    trace: (partition: Partition, id: InteractionId) => `${inLayout(partition)}:trace:${id}`,
    /** Digests of what was written in one window of time. */
    seen: (partition: Partition, window: number) => `${inLayout(partition)}:seen:${window}`,
    /** Stream of interactions, in the order in which what is shown of them changed. There while somebody watches; it expires. */
    changes: inPartition('changes'),
    /** The same, as processes of 0.1.0 write it: a zset, by when they changed last (ms). Written only while `watched` is there. */
    changed: inPartition('changed'),
    watched: inPartition('watched'),
    packs: `${prefix}:packs`,
    /** There while rules in force let cues wait for agents who are talking; it expires. */
    holds: `${prefix}:holds`,
    /** There once the partition has moved to another layout: which. */
    moved: inPartition('moved'),
    /** The number of partitions, or their layout: `layout.ts`. */
    partitions: `${prefix}:partitions`,
    /** There while a migration to another layout lives; in the slot of `partitions`. It expires. */
    layoutLease: `{${prefix}:partitions}:lease`,
    /** BullMQ's prefix and queue, both under one hash tag: `{cueline}:cues:…`. */
    queue: { prefix: `{${prefix}}`, name: 'cues' },
    /** The same of the queue of notices. */
    noticeQueue: { prefix: `{${prefix}}`, name: 'notices' },
    /** The format in which things are stored now; beside the heartbeats that decide on it. */
    format: `{${prefix}}:format`,
    /** Heartbeats of all processes, by replica. */
    processes: `{${prefix}}:processes`,
    /** Matchers that live, by when they were last seen (ms). */
    matchers: `{${prefix}}:matchers`,
    /** Who is logged in to consoles: by a digest of the session's secret. */
    session: (digest: string) => `{${prefix}}:console:session:${digest}`,
    /** Logins for which a browser is at the identity provider: by a digest of its cookie. */
    login: (digest: string) => `{${prefix}}:console:login:${digest}`,
    /** What an act has answered, by the id that its page gave it. */
    act: (id: string) => `{${prefix}}:console:act:${id}`,
    /** Who did what on consoles; a capped stream. */
    audit: `{${prefix}}:audit`,
    /** Dead letters that were discarded, for a day. */
    discarded: inPartition('discarded'),
    /** Figures of one hour, minute by minute; `hour` counts from the epoch. */
    history: (hour: number) => `{${prefix}}:history:${hour}`,
    /** What was erased: by a digest of the interaction's id, when (ms). Replayed on archives that were restored. */
    erasures: `{${prefix}}:erasures`,
    /** Until when, and why, the queue is held. */
    hold: `{${prefix}}:hold`,
    /** The same for one outlet, if there are several; all but the first have their own. */
    outletHold: (name: string) => `{${prefix}}:hold:${name}`,
    /** The rate limiter's key prefix. */
    rate: `{${prefix}}:rate`,
    /** That of such an outlet. */
    outletRate: (name: string) => `{${prefix}}:rate:${name}`,
  };
}
export type Keys = ReturnType<typeof createKeys>;
