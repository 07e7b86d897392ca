import { setTimeout as delay } from 'node:timers/promises';
import { createKeys, type Keys } from '@cueline/shared';
import type { Redis } from 'ioredis';
import type { BenchRun } from './bench-run.js';

/** Much longer than `END_LINGER_MS`, after which verdicts are final. */
const PATIENCE_MS = 60_000;
const POLL_MS = 1000;

/** The rest of (b): ends all calls, and checks that each has its outcome. */
export async function checkOutcomes({ standard, report, plan }: BenchRun): Promise<void> {
  const { redis, load } = await standard();
  const keys = createKeys('cueline');
  const { calls } = await load.end();
  const giveUpAtMs = performance.now() + PATIENCE_MS;
  let ended = await endedCalls(redis, keys, plan.size.partitions);
  while (ended < calls && performance.now() < giveUpAtMs) {
    await delay(POLL_MS);
    ended = await endedCalls(redis, keys, plan.size.partitions);
  }
  report.note(
    `At the end of (b) ${ended.toLocaleString('en-US')} of ${calls.toLocaleString('en-US')} calls have their outcome.`,
  );
  report.must('calls of (b) without an outcome', calls - ended, { atMost: 0 });
}

/** How many interactions have an outcome. */
async function endedCalls(redis: Redis, keys: Keys, partitions: number): Promise<number> {
  const ids = new Set<string | undefined>();
  for (let partition = 0; partition < partitions; partition += 1) {
    for (const [, fields] of await redis.xrange(keys.outcomes(partition), '-', '+')) {
      ids.add(fields[fields.indexOf('interactionId') + 1]);
    }
  }
  return ids.size;
}
