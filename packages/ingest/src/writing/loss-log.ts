import type { Log } from '@cueline/shared';

/** Partitions notice within such a time of each other that Redis has come back without what it had stored. */
const TOGETHER_MS = 1_000;

/** Logs what Redis has lost in several partitions at once as the one event that it is. */
export function createLossLog(log: Log) {
  let lost: Map<number, number> | undefined;
  return {
    /** @param writtenAgain how many segments of the partition are written again */
    note(partition: number, writtenAgain: number): void {
      if (lost === undefined) {
        lost = new Map();
        setTimeout(() => {
          const counts = [...(lost ?? []).values()];
          lost = undefined;
          log.warn(
            { partitions: counts.length, writtenAgain: counts.reduce((sum, count) => sum + count, 0) },
            'redis has lost writes that it had confirmed; segments that are still held are written again, older ones are lost',
          );
        }, TOGETHER_MS).unref();
      }
      lost.set(partition, (lost.get(partition) ?? 0) + writtenAgain);
    },
  };
}
export type LossLog = ReturnType<typeof createLossLog>;
