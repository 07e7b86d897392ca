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
  notices,
}: Pick<Status, 'partitions' | 'queue' | 'oldestJobMs' | 'notices'>): string {
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
  return [
    plainTable(HEAD, rows, () => 'right'),
    '',
    queueLine('cue queue', queue, oldestJobMs),
    ...(notices === undefined ? [] : [queueLine('notice queue', notices.jobs, notices.oldestMs)]),
  ].join('\n');
}

function queueLine(name: string, queue: Status['queue'], oldestJobMs: number): string {
  const jobs = Object.entries(JOBS).flatMap(([what, states]) => {
    const count = states.reduce((sum, state) => sum + (queue[state] ?? 0), 0);
    return count === 0 ? [] : `${count} ${what}`;
  });
  return `${name}: ${jobs.length === 0 ? 'empty' : jobs.join(', ')}${oldestJobMs === 0 ? '' : `; the oldest for ${seconds(oldestJobMs)}`}`;
}

/** Not below 0: what was written while Redis was read is a moment younger than the clock that was read first. */
const seconds = (ms: number) => `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
