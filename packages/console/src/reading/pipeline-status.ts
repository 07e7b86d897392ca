import { findNotes, findWrong, readStatus, type Finding, type Status } from '@cueline/operate';
import type { RedisClient } from '@cueline/shared';

/** The pipeline at one moment, and what is wrong with it. */
export interface Judged {
  /** Undefined if none was ever started under this prefix. */
  readonly status: Status | undefined;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/** Reads the status as `cueline status` does. */
export async function readJudged(redis: RedisClient, prefix: string): Promise<Judged> {
  const status = await readStatus({ redis, prefix });
  if (status === undefined) {
    const remedy = 'Start it with `cueline up`, or check KEY_PREFIX and REDIS_URL.';
    return { status, findings: [{ what: `nothing has been started under the prefix '${prefix}'`, remedy }], notes: [] };
  }
  return { status, findings: findWrong(status), notes: findNotes(status) };
}
