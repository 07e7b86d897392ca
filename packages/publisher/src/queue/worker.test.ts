import { expect, onTestFinished, test, vi } from 'vitest';
import { startQueue } from './queue.fixture.js';
import { closeWorker, createCueWorker, type CueWorkerContext } from './worker.js';

/** A queue, and how to start a worker on it that stops with the test; without a look of its own it notes what it looked at. */
async function setUp() {
  const { server, worker: context, ask, stop } = await startQueue();
  const looked: string[] = [];
  const done: CueWorkerContext['look'] = async ({ interactionId }) => {
    looked.push(interactionId);
    return { kind: 'done' };
  };
  const start = (look = done) => {
    const worker = createCueWorker({ ...context, look });
    onTestFinished(async () => {
      await closeWorker(worker, 1000);
      await stop();
    });
    return worker;
  };
  return { ...context, server, ask, looked, start };
}

test('a Redis that refuses to hand out jobs is asked a few times a second, and each kind of refusal is logged once', async () => {
  const { redis, log, ask, looked, start } = await setUp();
  const warn = vi.spyOn(log, 'warn');
  await ask('x');
  await redis.config('SET', 'maxmemory', '1');
  const worker = start();
  const refusals: { message: string; atMs: number }[] = [];
  worker.on('error', ({ message }) => refusals.push({ message, atMs: performance.now() }));
  await vi.waitFor(() => expect(refusals.length).toBeGreaterThan(5), { timeout: 60_000 });
  expect((refusals[5]?.atMs ?? 0) - (refusals[0]?.atMs ?? 0)).toBeGreaterThan(900);
  expect(warn).toHaveBeenCalledTimes(new Set(refusals.map(({ message }) => message)).size);

  await redis.config('SET', 'maxmemory', '0');
  await vi.waitFor(() => expect(looked).toEqual(['x']), { timeout: 60_000 });
});

test('while the queue is held, workers take no jobs, and they continue soon after it is over', async () => {
  const { queue, ask, start } = await setUp();
  let isHeld = true;
  let done = 0;
  start(async () => {
    if (isHeld) return { kind: 'held', forMs: 3_600_000 };
    done += 1;
    return { kind: 'done' };
  });
  await ask('x');
  await vi.waitFor(async () => expect(await queue.getRateLimitTtl(1_000_000_000)).toBeGreaterThan(0), {
    timeout: 60_000,
  });
  isHeld = false;
  await vi.waitFor(() => expect(done).toBe(1), { timeout: 60_000 });
});

test('an idle worker takes the first job after Redis was away, and never waits long before it connects again', async () => {
  const { server, redis, ask, looked, start } = await setUp();
  const duplicate = vi.spyOn(redis, 'duplicate');
  start();
  const waitsForJobs = async () => expect(await redis.client('LIST')).toContain('cmd=bzpopmin');
  await vi.waitFor(waitsForJobs, { timeout: 60_000 });
  // The connection that waits for jobs. Connecting by itself, BullMQ would wait longer each time, in the end 20 s.
  const waitsMs: number[] = [];
  for (const { value } of duplicate.mock.results) value.on('reconnecting', (waitMs: number) => waitsMs.push(waitMs));
  await server.kill();
  await vi.waitFor(() => expect(waitsMs.length).toBeGreaterThan(8), { timeout: 60_000 });
  expect(Math.max(...waitsMs)).toBeLessThanOrEqual(1200);
  await server.restart();
  await ask('x');
  await vi.waitFor(() => expect(looked).toEqual(['x']), { timeout: 60_000 });
});

test('a job of a newer format is put back, not looked at and no failure, and said once', async () => {
  const { queue, log, looked, start } = await setUp();
  const warn = vi.spyOn(log, 'warn');
  for (const jobId of ['a', 'b']) await queue.add('look', { v: 99, of: 'later' }, { jobId, attempts: 1 });
  start();
  await vi.waitFor(async () => expect(await queue.getDelayedCount()).toBe(2), { timeout: 60_000 });
  expect(looked).toEqual([]);
  expect(await queue.getFailedCount()).toBe(0);
  expect(warn.mock.calls).toEqual([['looks of a newer format are left to publishers of a later release']]);
});
