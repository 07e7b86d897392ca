import { crc32 } from 'node:zlib';
import type { InteractionId } from './segment.js';

/** Number of a partition, from 0. */
export type Partition = number;

/** Which partition an interaction belongs to: CRC-32 of its id, modulo the number of partitions. */
export function partitionOf(interactionId: InteractionId, partitions: number): Partition {
  return crc32(interactionId) % partitions;
}

/** Dead letters kept in each partition, about. */
export const MAX_DEAD_LETTERS = 1000;

/** The names of all keys in Redis; what each holds is told in ARCHITECTURE.md. */
export function createKeys(prefix: string) {
  const inPartition = (name: string) => (partition: Partition) => `${prefix}:{${partition}}:${name}`;
  return {
    segments: inPartition('segments'),
    listening: inPartition('listening'),
    deadlines: inPartition('deadlines'),
    outbox: inPartition('outbox'),
    outcomes: inPartition('outcomes'),
    dead: inPartition('dead'),
    /** What the keys of a partition's interactions begin with, for scripts. */
    interactionPrefix: inPartition('interaction:'),
    /** Frames that could not be read: a capped stream. */
    badFrames: inPartition('bad-frames'),
    interaction: (partition: Partition, id: InteractionId) => `${prefix}:{${partition}}:interaction:${id}`,
    /** What was written in one window of time. */
    seen: (partition: Partition, window: number) => `${prefix}:{${partition}}:seen:${window}`,
    packs: `${prefix}:packs`,
    /** How many partitions this prefix was started with. */
    partitions: `${prefix}:partitions`,
    /** BullMQ's prefix and queue, both under one hash tag: `{cueline}:cues:…`. */
    queue: { prefix: `{${prefix}}`, name: 'cues' },
    /** Until when, and why, the queue is held. */
    hold: `{${prefix}}:hold`,
    /** Used by the rate limiter as its prefix. */
    rate: `{${prefix}}:rate`,
  };
}
export type Keys = ReturnType<typeof createKeys>;
