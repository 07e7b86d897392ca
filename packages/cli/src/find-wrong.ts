import { holdSentence, PAUSED_IN_BULLMQ } from '@cueline/publisher';
import type { Status } from './status.js';

/** Above these limits a pipeline counts as stuck, not busy; at rest every deployment stays well below them. */
const LIMITS = { oldestMs: 5_000, watermarkLagMs: 15_000, replicaSilentMs: 10_000, oldestJobMs: 15_000 };

/** What is not as it should be, one sentence each; empty when all is well. */
export function findWrong({ partitions, oldestJobMs, isPausedInBullmq, hold }: Status): string[] {
  const wrong: string[] = [];
  const isListened = partitions.some(({ replicas }) =>
    replicas.some(({ seenAgoMs }) => seenAgoMs <= LIMITS.replicaSilentMs),
  );
  const oldestMs = Math.max(...partitions.map((partition) => partition.oldestMs));
  const lagsMs = partitions.map(({ watermarkLagMs }) => watermarkLagMs ?? 0);
  const [lagMs, aheadMs] = [Math.max(...lagsMs), -Math.min(...lagsMs)];
  const deadLetters = partitions.reduce((sum, partition) => sum + partition.deadLetters, 0);

  if (!isListened) wrong.push('no ingest is listening');
  if (oldestMs > LIMITS.oldestMs) wrong.push(`segments wait for ${seconds(oldestMs)}: too few matchers run, or none`);
  else if (isListened && lagMs > LIMITS.watermarkLagMs)
    wrong.push(`deadlines are ${seconds(lagMs)} behind: no matcher runs`);
  if (aheadMs > LIMITS.watermarkLagMs)
    wrong.push(`the clock of Redis was set back by ${seconds(aheadMs)}: cues are wrong until it has caught up`);
  if (isPausedInBullmq) wrong.push(PAUSED_IN_BULLMQ);
  if (hold !== undefined) wrong.push(holdSentence(hold));
  else if (!isPausedInBullmq && oldestJobMs > LIMITS.oldestJobMs)
    wrong.push(
      `cues wait for ${seconds(oldestJobMs)}: no publisher runs, CXone refuses it (see its log), or they are more than CUE_RATE_MAX`,
    );
  if (deadLetters > 0) {
    wrong.push(`${deadLetters} dead letter${deadLetters === 1 ? '' : 's'}: cueline dead-letters list tells why`);
  }
  return wrong;
}

const seconds = (ms: number) => `${Math.ceil(ms / 1000)} s`;
