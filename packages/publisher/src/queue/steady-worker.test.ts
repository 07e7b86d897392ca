import type { Worker } from 'bullmq';
import { first } from '@cueline/shared/testing';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createSteadyWorker } from './steady-worker.js';
import { startQueue } from './queue.fixture.js';
import { createCueWorker, LONGEST_LOOK_DELAY_MS } from './worker.js';
import type { LookResult, TakenLookJob } from '../look/look.js';

interface SetUp {
  readonly firstTakesJobs: boolean;
  readonly checkEveryMs?: number;
  /** Whether Redis is out of memory while a job waits. */
  readonly isFull?: boolean;
}

/** Starts a watched worker; unless `firstTakesJobs`, its first life takes none. */
async function setUp({ firstTakesJobs, checkEveryMs = 100, isFull = false }: SetUp) {
  const { worker: context, ask, stop } = await startQueue();
  if (isFull) {
    await ask('x');
    await context.redis.config('SET', 'maxmemory', '1');
  }
  const lives: Worker[] = [];
  const looked: string[] = [];
  const worker = createSteadyWorker({
    ...context,
    longestDelayMs: LONGEST_LOOK_DELAY_MS,
    work: async ({ interactionId }: TakenLookJob): Promise<LookResult> => {
      looked.push(interactionId);
      return { kind: 'done' };
    },
    checkEveryMs,
    start: (look) => {
      const life = createCueWorker({ ...context, look });
      if (lives.length === 0 && !firstTakesJobs) void life.pause(true);
      lives.push(life);
      return life;
    },
  });
  onTestFinished(async () => {
    await worker.close(1000);
    await stop();
  });
  return { ask, lives, looked, queue: context.queue, redis: context.redis };
}

test('a worker that takes no jobs any more is replaced', async () => {
  const { ask, lives, looked } = await setUp({ firstTakesJobs: false });
  await ask('x');
  await vi.waitFor(() => expect(looked).toEqual(['x']), { timeout: 60_000 });
  expect(lives.length).toBeGreaterThan(1); // on a slow machine the next may count as one that takes none, too
});

test('a job that was delayed by a publisher whose clock was an hour ahead is done soon', async () => {
  const { looked, queue } = await setUp({ firstTakesJobs: true });
  await queue.add('look', { interactionId: 'x', revision: 1 }, { delay: 3_600_000, priority: 1 });
  await vi.waitFor(() => expect(looked).toEqual(['x']), { timeout: 60_000 });
});

test('a worker whose queue is held is left alone', async () => {
  const { ask, lives, looked, queue } = await setUp({ firstTakesJobs: true });
  const asked = vi.spyOn(queue, 'getRateLimitTtl');
  await queue.rateLimit(60_000);
  await ask('x');
  await vi.waitFor(() => expect(asked.mock.calls.length).toBeGreaterThan(6), { timeout: 60_000 });
  expect(looked).toEqual([]);
  expect(lives).toHaveLength(1);
});

test('a worker that Redis refuses jobs is left alone, however long that takes', async () => {
  const { lives, looked, redis } = await setUp({ firstTakesJobs: true, checkEveryMs: 1000, isFull: true });
  let refusals = 0;
  first(lives).on('error', () => (refusals += 1));
  await vi.waitFor(() => expect(refusals).toBeGreaterThan(10), { timeout: 60_000 });
  expect(lives).toHaveLength(1);

  await redis.config('SET', 'maxmemory', '0');
  await vi.waitFor(() => expect(looked).toEqual(['x']), { timeout: 60_000 });
});
