import { PAUSED_IN_BULLMQ } from '@cueline/publisher';
import { describeHold } from './describe-hold.js';
import type { Finding } from './finding.js';
import { isRunning, type ProcessStatus } from './processes.js';
import type { Status } from './status.js';
import { absence, count, LIMITS, running, seconds } from './wrong-words.js';

/** What keeps cues from being posted. */
export function wrongPublishers(status: Status, publishers: readonly ProcessStatus[]): Finding[] {
  const { isPausedInBullmq, hold, oldestJobMs, processes } = status;
  const held = [
    ...(isPausedInBullmq ? [{ what: PAUSED_IN_BULLMQ }] : []),
    ...(hold === undefined ? [] : [describeHold(hold)]),
  ];
  const isLate = oldestJobMs > LIMITS.oldestJobMs;
  const waiting = isLate ? `: cues wait for ${seconds(oldestJobMs)}` : '';
  const wasSeen = processes.some(({ beat }) => beat.kind === 'publisher' && beat.refused === undefined);
  if (publishers.length === 0 && (wasSeen || (isLate && processes.length > 0))) {
    const { where, remedy = 'Start one (cueline publisher), or wake the one that hangs. Cues wait and are not lost.' } =
      absence(status, 'publisher');
    return [{ what: `${where}${waiting}`, remedy, mayPass: true }, ...held];
  }
  const shadows = publishers.filter(({ beat }) => beat.mode === 'shadow').length;
  const mixed: Finding[] =
    shadows > 0 && shadows < publishers.length
      ? [
          {
            what: `${shadows} of ${count(publishers.length, 'publisher')} runs in shadow mode: some cues are posted, others are not`,
            remedy: 'Set the same CUE_MODE for all publishers.',
          },
        ]
      : [];
  if (held.length > 0) return [...mixed, ...held];
  const isExplained = publishers.some(({ beat }) => beat.objections.length + beat.warnings.length > 0);
  if (!isLate || isExplained) return mixed;
  return [
    ...mixed,
    {
      what: `cues wait for ${seconds(oldestJobMs)}${publishers.length === 0 ? '' : `, though ${running(publishers.length, 'publisher')}`}`,
      remedy:
        'More cues may be due than CUE_RATE_MAX allows, or CXone answers slowly: look at the logs of the publishers.',
      mayPass: true,
    },
  ];
}

/** Matchers write down what publishers tell: one without the other tells half of it, or nothing. */
export function wrongNotices({ processes }: Pick<Status, 'processes'>): Finding[] {
  const tellers = processes.filter(isRunning).filter(({ beat }) => ['matcher', 'publisher'].includes(beat.kind));
  const without = tellers.filter(({ beat }) => beat.notices !== true);
  if (without.length === 0 || without.length === tellers.length) return [];
  const kinds = [...new Set(without.map(({ beat }) => beat.kind))].toSorted();
  return [
    {
      what: `some notices are never written: ${without.length} of ${tellers.length} matchers and publishers have no NOTICES_FILE (${kinds.join(', ')})`,
      remedy: 'Give all matchers and publishers the same NOTICES_FILE.',
    },
  ];
}
