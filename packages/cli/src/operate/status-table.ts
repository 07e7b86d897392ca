import { plainTable } from '../host/plain-table.js';
import { isListening, type Status } from '@cueline/operate';

const HEAD = ['partition', 'backlog', 'oldest', 'behind', 'live', 'outbox', 'dead', 'listening'];

/** BullMQ's states of jobs, as people call them. A job that is put off has failed, is held, or waits for its moment. */
const JOBS: Readonly<Record<string, readonly string[]>> = {
  'in hand': ['active'],
  waiting: ['wait', 'prioritized'],
  'put off': ['delayed'],
};

/** The status as a person reads it; `behind` is how far the watermark is behind the clock. */
export function statusTable({
  partitions,
  queue,
  oldestJobMs,
}: Pick<Status, 'partitions' | 'queue' | 'oldestJobMs'>): string {
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
  const jobs = Object.entries(JOBS).flatMap(([what, states]) => {
    const count = states.reduce((sum, state) => sum + (queue[state] ?? 0), 0);
    return count === 0 ? [] : `${count} ${what}`;
  });
  return [
    plainTable(HEAD, rows, () => 'right'),
    '',
    `cue queue: ${jobs.length === 0 ? 'empty' : jobs.join(', ')}${oldestJobMs === 0 ? '' : `; the oldest for ${seconds(oldestJobMs)}`}`,
  ].join('\n');
}

/** Not below 0: what was written while Redis was read is a moment younger than the clock that was read first. */
const seconds = (ms: number) => `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
