import type { Finding } from './finding.js';
import type { ProcessStatus } from './processes.js';
import type { Status } from './status.js';
import { deafness } from './wrong-ingests.js';
import { absence, count, isListened, LIMITS, running, seconds } from './wrong-words.js';

/** What keeps what is heard from being judged in time. */
export function wrongMatchers(
  status: Status,
  matchers: readonly ProcessStatus[],
  ingests: readonly ProcessStatus[],
): Finding[] {
  const { partitions, atMs } = status;
  const oldestMs = Math.max(...partitions.map((partition) => partition.oldestMs));
  const lagMs = Math.max(
    ...partitions.map(
      ({ watermarkLagMs, replicas }) =>
        watermarkLagMs ?? atMs - Math.min(atMs, ...replicas.map(({ listeningSinceMs }) => listeningSinceMs)),
    ),
  );
  const waiting =
    oldestMs > LIMITS.oldestMs ? `segments wait for ${seconds(oldestMs)}` : `deadlines are ${seconds(lagMs)} behind`;
  if (matchers.length === 0) {
    const isKnown = isListened(status) || status.processes.some(({ beat }) => beat.kind === 'matcher');
    const isBehind = oldestMs > LIMITS.oldestMs || lagMs > LIMITS.unfiredMs;
    if (!isBehind || !isKnown) return [];
    if (status.processes.length === 0) return [{ what: `${waiting}: too few matchers run, or none` }];
    const {
      where,
      remedy = 'Start one (cueline matcher). One that runs but does not respond (kill -CONT, a paused container) counts as none.',
    } = absence(status, 'matcher');
    return [{ what: `${where}: ${waiting}`, remedy, mayPass: true }];
  }
  const isLeft = matchers.some(({ beat }) => beat.warnings.some(({ check }) => check === 'left'));
  if (isLeft) return differentRules(matchers); // the warning says why segments wait
  if (oldestMs > LIMITS.oldestMs) return [{ ...whoWaits(matchers, waiting), mayPass: true }];
  const isHeard = ingests.length > 0 && ingests.every(hearsForLong);
  const isStuck = lagMs > LIMITS.watermarkLagMs && isHeard;
  return [
    ...(isStuck
      ? [
          {
            what: `${waiting}, though ${running(matchers.length, 'matcher')}`,
            remedy: 'Look at the logs of the matchers.',
            mayPass: true,
          },
        ]
      : []),
    ...differentRules(matchers),
  ];
}

function whoWaits(matchers: readonly ProcessStatus[], waiting: string): Finding {
  const unseen = matchers.filter(({ seenAgoMs }) => seenAgoMs > LIMITS.unseenMs);
  if (unseen.length > 0) {
    const forMs = Math.max(...unseen.map(({ seenAgoMs }) => seenAgoMs));
    return {
      what: `${waiting}: ${unseen.length} of ${count(matchers.length, 'matcher')} has not responded for ${seconds(forMs)}`,
      remedy:
        'It hangs, or its machine is overloaded. Others take over its work; if it does not come back, restart it.',
    };
  }
  const upMs = Math.max(...matchers.map(({ beat, seenAgoMs }) => beat.upMs + seenAgoMs));
  if (upMs < LIMITS.startedMs) return { what: `${waiting}: no matcher ran until ${seconds(upMs)} ago` };
  return {
    what: `${waiting}: ${count(matchers.length, 'matcher')} ${matchers.length === 1 ? 'is' : 'are'} behind`,
    remedy: 'If it does not shrink, start more matchers, and look at their CPU and at that of Redis.',
  };
}

/** An ingest that does not hear holds deadlines up too, and after it hears again they wait for the gap; that has been said. */
const hearsForLong = (one: ProcessStatus) =>
  deafness(one) === undefined &&
  one.beat.warnings.length === 0 &&
  (one.beat.socket?.forMs ?? Infinity) + one.seenAgoMs > LIMITS.watermarkLagMs;

/** New interactions are judged by one pack or another, as chance will have it. */
function differentRules(matchers: readonly ProcessStatus[]): Finding[] {
  const rules = matchers.flatMap(({ beat }) => beat.rules ?? []);
  const digests = new Set(rules.map(({ digest }) => digest));
  if (digests.size < 2 || rules.some(({ forMs }) => forMs < LIMITS.rulesMs)) return [];
  return [
    {
      what: `matchers have ${digests.size} different rule packs in force: ${[...digests].map(short).join(', ')}`,
      remedy: 'Give all matchers the same rule file; the table of processes shows which has which.',
    },
  ];
}

const short = (digest: string) => digest.slice(0, 8);
