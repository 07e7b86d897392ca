import { type Keys, type Objection, type Partition, readUnarchived, type RedisClient } from '@cueline/shared';
import type { MatcherMetrics } from '../metrics.js';

/**
 * Follows how far archives are behind. Matchers do so, since they always run, and an archiver may be what is missing.
 *
 * @param retentionMs `OUTCOME_RETENTION`. Outcomes that no archive has kept stay beyond it, and fill Redis
 */
export function createArchiveLag({ redis, keys, metrics, retentionMs }: ArchiveLagContext) {
  const lags = new Map<Partition, number>();
  return {
    /** Updates the metric of one partition; without an archive it has none. */
    async measure(partition: Partition): Promise<void> {
      const [unarchived, [seconds, micros]] = await Promise.all([
        readUnarchived(redis, keys.outcomes(partition)),
        redis.time(),
      ]);
      const nowMs = Number(seconds) * 1000 + Number(micros) / 1000;
      const lagsOfGroups = Array.from(unarchived.values(), (sinceMs) =>
        sinceMs === undefined ? 0 : Math.max(0, nowMs - sinceMs),
      );
      if (lagsOfGroups.length === 0) {
        lags.delete(partition);
        metrics.archiveLag.remove({ partition });
        return;
      }
      const lagMs = Math.max(...lagsOfGroups);
      lags.set(partition, lagMs);
      metrics.archiveLag.set({ partition }, lagMs / 1000);
    },
    /** Says no more of a partition that another matcher measures. */
    forget: (partition: Partition) => lags.delete(partition),
    /** What is wrong if an archive is behind by more than half of the retention. */
    objection: (): Objection | undefined => {
      const lagMs = Math.max(0, ...lags.values());
      if (lagMs <= retentionMs / 2) return undefined;
      return {
        reason: `outcomes have not been archived for ${(lagMs / 3_600_000).toFixed(1)} h`,
        remedy:
          "Start an archiver ('cueline archive'), or look at the log of the one that runs. Outcomes stay in Redis until they are archived; 'cueline archive detach' gives an archive up.",
      };
    },
  };
}
export type ArchiveLag = ReturnType<typeof createArchiveLag>;

interface ArchiveLagContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly metrics: Pick<MatcherMetrics, 'archiveLag'>;
  readonly retentionMs: number;
}
