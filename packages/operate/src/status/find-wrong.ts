import type { Finding } from './finding.js';
import { objections, warnings } from './group-objections.js';
import { describeInterruption } from './describe-interruption.js';
import { isRunning, isShown, type ProcessStatus } from './processes.js';
import type { LastDead, Status } from './status.js';
import { DEAF_CHECKS, isReopening, wrongIngests } from './wrong-ingests.js';
import { wrongMigration } from './migration.js';
import { notStarting } from './not-starting.js';
import { wrongMatchers } from './wrong-matchers.js';
import { wrongNotices, wrongPublishers } from './wrong-publishers.js';
import { agoText, count, LIMITS, seconds } from './wrong-words.js';

/** What is not as it should be, the causes before their consequences; empty when all is well. */
export function findWrong(status: Status): Finding[] {
  const { redisRefusal, interruption } = status;
  // While nothing can be written no process can say how it is, and all else follows from it.
  if (redisRefusal !== undefined) return [redisRefusal, ...deadLetters(status)];
  if (status.migration?.is === 'under way') return deadLetters(status); // processes begin anew
  const running = status.processes.filter(isRunning);
  const processes = nobodyRuns(status, running) ?? wrongProcesses(status, running);
  const found = [
    ...wrongMigration(status.migration),
    ...notStarting(status),
    ...processes,
    ...clockSetBack(status),
    ...deadLetters(status),
  ];
  if (interruption === undefined || !found.some(({ mayPass }) => mayPass)) return found;
  return [describeInterruption(interruption), ...found.filter(({ mayPass }) => !mayPass)];
}

function wrongProcesses(status: Status, running: readonly ProcessStatus[]): Finding[] {
  const { hold, isPausedInBullmq } = status;
  const of = (kind: string) => running.filter(({ beat }) => beat.kind === kind);
  return [
    ...wrongIngests(status, of('ingest')),
    ...wrongMatchers(status, of('matcher'), of('ingest')),
    ...objections(
      running,
      ({ check }) => !DEAF_CHECKS.has(check) && !(check === 'queue' && (hold !== undefined || isPausedInBullmq)),
    ),
    ...warnings(
      running,
      ({ check, reason }) => !isSame(reason, hold?.why) && !(check === 'clock' && isClockSetBack(status)),
      (one) => one.beat.kind === 'ingest' && isReopening(one, of('ingest').length),
    ),
    ...wrongPublishers(status, of('publisher')),
    ...wrongNotices(status),
  ];
}

/** Several publishers count the same for themselves. */
const isSame = (reason: string, why = '') => withoutCounts(reason) === withoutCounts(why);
const withoutCounts = (text: string) => text.replaceAll(/\d+ in a row/g, '');

/** All are gone at a time: that has one cause. */
function nobodyRuns({ processes }: Status, running: readonly ProcessStatus[]): Finding[] | undefined {
  const gone = processes.filter((one) => isShown(one) && one.beat.refused === undefined);
  if (running.length > 0 || gone.length < 2) return undefined;
  const agoMs = Math.min(...gone.map(({ seenAgoMs }) => seenAgoMs));
  return [
    {
      what: `none of the ${gone.length} processes has been seen for ${seconds(agoMs)}`,
      remedy: 'They were killed, hang, or cannot reach this Redis: look whether they run, and at their logs.',
      mayPass: true,
    },
  ];
}

/** How far the watermark is ahead of the clock: until the clock has caught up, if it was set back. */
const aheadOf = ({ partitions }: Status) => -Math.min(...partitions.map(({ watermarkLagMs }) => watermarkLagMs ?? 0));

const isClockSetBack = (status: Status) => aheadOf(status) > LIMITS.watermarkLagMs;

function clockSetBack(status: Status): Finding[] {
  if (!isClockSetBack(status)) return [];
  const aheadMs = aheadOf(status);
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
  const [last] = partitions.flatMap(({ lastDead }) => lastDead ?? []).toSorted((a, b) => a.agoMs - b.agoMs);
  const latest = last === undefined ? '' : `, the latest ${agoText(last.agoMs)} ago: ${deadReason(last)}`;
  return [
    {
      what: `${count(letters, 'dead letter')}${latest}`,
      remedy:
        "'cueline dead-letters list' shows each with its reason. 'put-back' processes segments again, 'retry' sends cues and notices again; 'discard' and 'drop' remove.",
    },
  ];
}

const deadReason = ({ reason, httpStatus }: LastDead) =>
  reason === 'notice_not_sent'
    ? `a notice could not be sent${httpStatus === undefined ? '' : `: its receiver answered ${httpStatus}`}`
    : httpStatus === undefined
      ? `an entry could not be processed (${reason})`
      : `CXone rejected a cue with ${httpStatus}`;
