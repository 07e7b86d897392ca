import type { Finding } from './finding.js';
import type { ProcessStatus } from './processes.js';
import type { Status } from './status.js';
import { deafness } from './wrong-ingests.js';
import { count, isListened, lastSeen, LIMITS, running, seconds } from './wrong-words.js';

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
    return [
      {
        what: `no matcher runs${lastSeen(status, 'matcher')}: ${waiting}`,
        remedy:
          'Start one (cueline matcher). One that runs but does not respond (kill -CONT, a paused container) counts as none.',
      },
    ];
  }
  if (oldestMs > LIMITS.oldestMs) {
    return [
      {
        what: `${waiting}: ${count(matchers.length, 'matcher')} cannot keep up`,
        remedy: 'Start more matchers, and look at their CPU and at that of Redis.',
      },
    ];
  }
  // An ingest that does not hear holds deadlines up too; that is reported already.
  const isHeard =
    ingests.length > 0 && ingests.every((one) => deafness(one) === undefined && one.beat.warnings.length === 0);
  const isStuck = lagMs > LIMITS.watermarkLagMs && isHeard;
  return [
    ...(isStuck
      ? [
          {
            what: `${waiting}, though ${running(matchers.length, 'matcher')}`,
            remedy: 'Look at the logs of the matchers.',
          },
        ]
      : []),
    ...differentRules(matchers),
  ];
}

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
