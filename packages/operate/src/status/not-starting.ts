import type { Finding } from './finding.js';
import type { ProcessStatus } from './processes.js';
import type { Status } from './status.js';

/** A container that ends is started again after five minutes at the latest. */
const LATELY_MS = 330_000;

/** Processes that ended at once, because their settings or rules are refused; each reason once. */
export function notStarting({ processes }: Pick<Status, 'processes'>): Finding[] {
  const reasons = new Map<string, string[]>();
  for (const one of processes) {
    const { kind, host, refused } = one.beat;
    if (refused === undefined || !isNotStarting(one, processes)) continue;
    reasons.set(refused, [...(reasons.get(refused) ?? []), `${kind} on ${host}`]);
  }
  return [...reasons].map(([reason, who]) => ({
    what: `${who.join(' and ')} ${who.length === 1 ? 'does' : 'do'} not start: ${reason}`,
    remedy: 'Correct the setting or the file that it names, and start it again.',
  }));
}

/** Whether it was refused lately, and none of its kind has started since. */
export function isNotStarting({ beat, seenAgoMs }: ProcessStatus, processes: readonly ProcessStatus[]): boolean {
  if (beat.refused === undefined || seenAgoMs > LATELY_MS) return false;
  const started = processes.filter((other) => other.beat.kind === beat.kind && other.beat.refused === undefined);
  return !started.some((other) => other.beat.upMs + other.seenAgoMs < seenAgoMs);
}
