import { strayPrefix } from './elsewhere.js';
import { isRunning } from './processes.js';
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

/**
 * Why no process of a kind runs: it runs under another prefix, or the last was seen a while ago. With what to do, where that is
 * not to start one.
 */
export function absence(status: Status, kind: string): { readonly where: string; readonly remedy: string | undefined } {
  const here = status.processes.filter(isRunning).map(({ beat }) => beat.kind);
  const prefix = strayPrefix(status.elsewhere, kind, here);
  if (prefix === undefined) return { where: `no ${kind} runs${lastSeen(status, kind)}`, remedy: undefined };
  return {
    where: `no ${kind} runs under this prefix, but one does under '${prefix}'`,
    remedy: 'Give all processes the same KEY_PREFIX, and start again those that had another.',
  };
}

/** When the last process of a kind was seen, if it is not long ago. */
function lastSeen({ processes }: Status, kind: string): string {
  const gone = processes
    .filter(({ beat }) => beat.kind === kind && beat.refused === undefined)
    .toSorted((a, b) => a.seenAgoMs - b.seenAgoMs)[0];
  return gone === undefined
    ? ''
    : ` (the last was seen ${seconds(gone.seenAgoMs)} ago: ${gone.beat.host}, pid ${gone.beat.pid})`;
}

export const count = (many: number, noun: string) =>
  `${many} ${noun}${many === 1 ? '' : noun.endsWith('s') ? 'es' : 's'}`;
/** `1 matcher runs`, `2 matchers run`. */
export const running = (many: number, noun: string) => `${count(many, noun)} run${many === 1 ? 's' : ''}`;
export const seconds = (ms: number) => `${Math.max(0, Math.ceil(ms / 1000))} s`;

/** How long ago something was: to the second if that is short. */
export const agoText = (ms: number) => (ms < 120_000 ? seconds(ms) : `${Math.floor(ms / 60_000)} min`);
