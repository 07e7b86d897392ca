import { isListening, type Status } from './status.js';

/** Above these limits a pipeline counts as stuck, not busy; at rest every deployment stays well below them. */
export const LIMITS = {
  oldestMs: 5_000,
  watermarkLagMs: 15_000,
  /** Matchers move the watermark on several times a second. */
  unfiredMs: 10_000,
  oldestJobMs: 15_000,
  /** A socket that is closed for a shorter time is just being opened again. */
  closedMs: 5_000,
  /** A matcher writes a heartbeat every two seconds. */
  unseenMs: 5_000,
  /** A process that was started a shorter time ago has just begun its work. */
  startedMs: 15_000,
  rulesMs: 15_000,
  speechMs: 120_000,
};
/** Whether an ingest has listened just now, by what it has written of itself. */
export const isListened = ({ partitions }: Status): boolean =>
  partitions.some(({ replicas }) => replicas.some(isListening));

/** When the last process of a kind was seen, if it is not long ago. */
export function lastSeen({ processes }: Status, kind: string): string {
  const gone = processes.filter(({ beat }) => beat.kind === kind).toSorted((a, b) => a.seenAgoMs - b.seenAgoMs)[0];
  return gone === undefined
    ? ''
    : ` (the last was seen ${seconds(gone.seenAgoMs)} ago: ${gone.beat.host}, pid ${gone.beat.pid})`;
}

export const count = (many: number, noun: string) =>
  `${many} ${noun}${many === 1 ? '' : noun.endsWith('s') ? 'es' : 's'}`;
/** `1 matcher runs`, `2 matchers run`. */
export const running = (many: number, noun: string) => `${count(many, noun)} run${many === 1 ? 's' : ''}`;
export const seconds = (ms: number) => `${Math.ceil(ms / 1000)} s`;
