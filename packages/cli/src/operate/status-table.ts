import type { Hold } from '@cueline/publisher';
import Table from 'cli-table3';
import { isListening, type Status } from './status.js';

/** The status as a person reads it. */
export function statusTable({ partitions, queue, oldestJobMs, hold }: Status): string {
  const table = new Table({
    head: ['partition', 'backlog', 'oldest', 'watermark', 'live', 'outbox', 'dead', 'listening'],
    colAligns: ['right', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const { partition, backlog, oldestMs, watermarkLagMs, live, outbox, deadLetters, replicas } of partitions) {
    table.push([
      partition,
      backlog,
      backlog === 0 ? '' : seconds(oldestMs),
      watermarkLagMs === undefined ? '' : seconds(-watermarkLagMs),
      live,
      outbox,
      deadLetters,
      replicas.filter(isListening).length,
    ]);
  }
  const jobs = Object.entries(queue).map(([state, count]) => `${count} ${state}`);
  return [
    table.toString(),
    `queue: ${jobs.join(', ')}${oldestJobMs === 0 ? '' : `; the oldest for ${seconds(oldestJobMs)}`}`,
    `held: ${hold === undefined ? 'no' : `${hold.reason}, ${holdEnd(hold)}`}`,
  ].join('\n');
}

/** A hold whose time is over ends when a request passes, and none is made until there is a cue to post. */
const holdEnd = ({ forMs }: Hold) => (forMs === 0 ? 'until the next cue tries again' : `for ${seconds(forMs)}`);

/** Plus 0, as -0 would be written `-0.0`. */
const seconds = (ms: number) => `${(Math.round(ms / 100) / 10 + 0).toFixed(1)} s`;
