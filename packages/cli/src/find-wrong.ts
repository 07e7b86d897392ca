import type { Status } from './status.js';

/** From when on a pipeline that runs is taken to be stuck rather than busy. Ten times what is usual at rest. */
const tolerance = { oldestMs: 5_000, watermarkLagMs: 15_000, replicaSilentMs: 10_000 };

/** What is not as it should be, one sentence each; empty when all is well. */
export function findWrong({ partitions, hold }: Status): string[] {
  const listening = partitions.filter(({ replicas }) =>
    replicas.some(({ seenAgoMs }) => seenAgoMs <= tolerance.replicaSilentMs),
  );
  const behind = partitions.filter(({ oldestMs }) => oldestMs > tolerance.oldestMs);
  const stalled = listening.filter(({ watermarkLagMs }) => (watermarkLagMs ?? 0) > tolerance.watermarkLagMs);
  const deadLetters = sum(partitions.map((partition) => partition.deadLetters));
  return [
    ...(listening.length === 0 ? ['no ingest is listening'] : []),
    ...(behind.length === 0
      ? []
      : [
          `segments wait for up to ${seconds(Math.max(...behind.map(({ oldestMs }) => oldestMs)))}: too few matchers, or none`,
        ]),
    ...(stalled.length === 0 || behind.length > 0
      ? []
      : [
          `deadlines are ${seconds(Math.max(...stalled.map((partition) => partition.watermarkLagMs ?? 0)))} behind: no matcher runs`,
        ]),
    ...(hold === undefined ? [] : [`no cue is posted for ${seconds(hold.forMs)} yet: ${hold.reason}`]),
    ...(deadLetters === 0 ? [] : [`${deadLetters} dead letter${deadLetters === 1 ? '' : 's'}`]),
  ];
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const seconds = (ms: number) => `${Math.ceil(ms / 1000)} s`;
