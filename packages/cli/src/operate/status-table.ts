import { plainTable } from '../host/plain-table.js';
import { isListening, type Status } from '@cueline/operate';

const HEAD = ['partition', 'backlog', 'oldest', 'watermark', 'live', 'outbox', 'dead', 'listening'];

/** The status as a person reads it. */
export function statusTable({ partitions, queue, oldestJobMs }: Status): string {
  const rows = partitions.map(
    ({ partition, backlog, oldestMs, watermarkLagMs, live, outbox, deadLetters, replicas }) => [
      partition,
      backlog,
      backlog === 0 ? '' : seconds(oldestMs),
      watermarkLagMs === undefined ? '' : seconds(-watermarkLagMs),
      live,
      outbox,
      deadLetters,
      replicas.filter(isListening).length,
    ],
  );
  const jobs = Object.entries(queue).flatMap(([state, count]) => (count === 0 ? [] : `${count} ${state}`));
  return [
    plainTable(HEAD, rows, () => 'right'),
    '',
    `cue queue: ${jobs.length === 0 ? 'empty' : jobs.join(', ')}${oldestJobMs === 0 ? '' : `; the oldest for ${seconds(oldestJobMs)}`}`,
  ].join('\n');
}

/** Plus 0, as -0 would be written `-0.0`. */
const seconds = (ms: number) => `${(Math.round(ms / 100) / 10 + 0).toFixed(1)} s`;
