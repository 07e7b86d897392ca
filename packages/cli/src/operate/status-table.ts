import { plainTable } from '../host/plain-table.js';
import { isListening, type Status } from '@cueline/operate';

const HEAD = ['partition', 'backlog', 'oldest', 'behind', 'live', 'outbox', 'dead', 'listening'];

/** The status as a person reads it; `behind` is how far the watermark is behind the clock. */
export function statusTable({ partitions, queue, oldestJobMs }: Status): string {
  const rows = partitions.map(
    ({ partition, backlog, oldestMs, watermarkLagMs, live, outbox, deadLetters, replicas }) => [
      partition,
      backlog,
      backlog === 0 ? '' : seconds(oldestMs),
      watermarkLagMs === undefined ? '' : seconds(watermarkLagMs),
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

/** Not below 0: what was written while Redis was read is a moment younger than the clock that was read first. */
const seconds = (ms: number) => `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
