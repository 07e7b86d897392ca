import type { Finding } from './finding.js';
import { objections, warnings } from './group-objections.js';
import { isRunning } from './processes.js';
import type { Status } from './status.js';
import { DEAF_CHECKS, wrongIngests } from './wrong-ingests.js';
import { wrongMatchers } from './wrong-matchers.js';
import { wrongPublishers } from './wrong-publishers.js';
import { count, LIMITS, seconds } from './wrong-words.js';

/** What is not as it should be, the causes before their consequences; empty when all is well. */
export function findWrong(status: Status): Finding[] {
  const { redisRefusal, hold, isPausedInBullmq } = status;
  // While nothing can be written no process can say how it is, and all else follows from it.
  if (redisRefusal !== undefined) return [redisRefusal, ...deadLetters(status)];
  const running = status.processes.filter(isRunning);
  const of = (kind: string) => running.filter(({ beat }) => beat.kind === kind);
  return [
    ...wrongIngests(status, of('ingest')),
    ...wrongMatchers(status, of('matcher'), of('ingest')),
    ...objections(
      running,
      ({ check }) => !DEAF_CHECKS.has(check) && !(check === 'queue' && (hold !== undefined || isPausedInBullmq)),
    ),
    ...warnings(running),
    ...wrongPublishers(status, of('publisher')),
    ...clockSetBack(status),
    ...deadLetters(status),
  ];
}

function clockSetBack({ partitions }: Status): Finding[] {
  const aheadMs = -Math.min(...partitions.map(({ watermarkLagMs }) => watermarkLagMs ?? 0));
  if (aheadMs <= LIMITS.watermarkLagMs) return [];
  return [
    {
      what: `the clock of Redis was set back by ${seconds(aheadMs)}: cues are wrong until it has caught up`,
      remedy: 'Keep the clock of Redis in step (NTP).',
    },
  ];
}

function deadLetters({ partitions }: Status): Finding[] {
  const letters = partitions.reduce((sum, partition) => sum + partition.deadLetters, 0);
  if (letters === 0) return [];
  return [
    {
      what: `${count(letters, 'dead letter')}: not processed, or rejected by CXone`,
      remedy: "'cueline dead-letters list' says why.",
    },
  ];
}
