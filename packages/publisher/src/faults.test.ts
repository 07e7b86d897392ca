import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Bench, startBench } from './testing/bench.js';

vi.setConfig({ testTimeout: 60_000 });

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const settled = (timeout = 40_000) =>
  vi.waitFor(async () => expect(await bench.interactions.outboxLength()).toBe(0), { timeout, interval: 20 });
const requestsReach = (count: number) =>
  vi.waitFor(() => expect(bench.requests().length).toBeGreaterThanOrEqual(count), { timeout: 10_000, interval: 5 });

async function plantMany(count: number) {
  return Promise.all(Array.from({ length: count }, () => bench.interactions.plant()));
}

/** Each interaction has exactly one cue on its desktop, posted under one key. */
function expectOneCueEach(ids: readonly string[]): void {
  expect(
    bench
      .cues()
      .map(({ interactionId }) => interactionId)
      .sort(),
  ).toEqual([...ids].sort());
  const keys = bench.requests().map(({ interactionId, idempotencyKey }) => `${interactionId} ${idempotencyKey}`);
  expect(new Set(keys).size).toBe(ids.length);
}

test.each(['date', 'none'] as const)('a storm of 429 (wait: %s) still ends in one cue each', async (retryAfter) => {
  bench.simulator.faults.set({ cueRateLimited: { chance: 0.7, count: 12, retryAfter, retryAfterS: 1 } });
  const ids = await plantMany(30);
  const publisher = bench.startPublisher();
  await settled();
  expectOneCueEach(ids);
  expect(publisher.log()).not.toContain('trying again'); // no job's attempts are used up by it
});

test('the whole queue waits as long as a 429 says', async () => {
  bench.simulator.faults.set({ cueRateLimited: { chance: 1, count: 1, retryAfter: 'seconds', retryAfterS: 2 } });
  await bench.interactions.plant();
  bench.startPublisher();
  await requestsReach(1);
  const ids = await plantMany(5);
  await settled();
  const [refused, ...others] = bench.requests();
  expect(refused!.status).toBe(429);
  expect(others).toHaveLength(ids.length + 1);
  expect(Math.min(...others.map(({ atMs }) => atMs)) - refused!.atMs).toBeGreaterThanOrEqual(1990);
});

test('without its scope nothing is lost: the queue is held, the process not ready, and one request a minute tries', async () => {
  bench.simulator.faults.set({ cueForbidden: { chance: 1 } });
  const publisher = bench.startPublisher({ CUE_RATE_MAX: '1', CUE_RATE_WINDOW_MS: '60000' });
  const ids = await plantMany(5);
  await vi.waitFor(async () => expect((await bench.hold.readHold())?.reason).toBe('forbidden'), 10_000);
  expect(publisher.log()).toContain('the client lacks agentassist:cue:write');
  await vi.waitFor(async () => {
    const { status, reasons } = await publisher.readiness();
    expect(status).toBe(503);
    expect(reasons['queue']).toContain('forbidden');
  }, 5000);
  expect(bench.requests()).toHaveLength(1);
  expect(await bench.interactions.outboxLength()).toBe(ids.length);

  await publisher.end('SIGKILL');
  bench.startPublisher();
  bench.simulator.faults.clear();
  await bench.letHoldRunOut();
  await settled();
  expectOneCueEach(ids);
  expect(await bench.hold.readHold()).toBeUndefined();
});

test('answers that are lost are asked for again under the same key', async () => {
  bench.simulator.faults.set({ cueLost: { chance: 0.5, count: 8 } });
  const ids = await plantMany(10);
  bench.startPublisher();
  await settled();
  expectOneCueEach(ids);
  expect(bench.requests().length).toBeGreaterThan(ids.length);
});

test('what a killed publisher was posting is repeated under the same key, within seconds', async () => {
  bench.simulator.faults.set({ cueSlow: { chance: 1, delayMs: 60_000 } });
  const id = await bench.interactions.plant();
  const killed = bench.startPublisher();
  await requestsReach(1);
  bench.simulator.faults.clear();
  bench.startPublisher();
  await delay(1000); // it has started, and the job is not its own
  await killed.end('SIGKILL');
  const killedAtMs = performance.timeOrigin + performance.now();
  await settled();
  const [first, second] = bench.requests();
  // About 2 s, more on a busy machine; with BullMQ's defaults it takes a minute.
  expect(second!.atMs - killedAtMs).toBeLessThan(20_000);
  expect(second!.idempotencyKey).toBe(first!.idempotencyKey);
  expect(second!.body).toEqual(first!.body);
  expectOneCueEach([id]);
});

test('while one publisher waits for an answer, no other asks for the same', async () => {
  bench.simulator.faults.set({ cueSlow: { chance: 1, delayMs: 3000 } }); // longer than a lock lasts by itself
  const id = await bench.interactions.plant();
  bench.startPublisher();
  bench.startPublisher();
  await requestsReach(1);
  await bench.interactions.askForLook(id);
  await settled();
  expect(bench.requests()).toHaveLength(1);
});

test('a frozen publisher that wakes up changes nothing', async () => {
  bench.simulator.faults.set({ cueSlow: { chance: 1, count: 1, delayMs: 500 } });
  const id = await bench.interactions.plant();
  const frozen = bench.startPublisher();
  await requestsReach(1);
  frozen.child.kill('SIGSTOP');
  bench.startPublisher();
  await settled();
  const desktop = await bench.interactions.desktop(id);
  frozen.child.kill('SIGCONT');
  await bench.interactions.askForLook(id);
  await settled();
  expect(await bench.interactions.desktop(id)).toEqual(desktop);
  expectOneCueEach([id]);
});

test('no window has more requests than the rate allows, of all publishers together', async () => {
  const max = 20;
  const ids = await plantMany(70);
  for (let i = 0; i < 2; i += 1) bench.startPublisher({ CUE_RATE_MAX: String(max), CUE_RATE_WINDOW_MS: '1000' });
  await settled();
  expectOneCueEach(ids);
  const times = bench.requests().map(({ atMs }) => atMs);
  const spans = times.slice(max).map((atMs, index) => atMs - times[index]!);
  expect(Math.min(...spans)).toBeGreaterThan(1000);
});

test('an API that is down opens a circuit, and when it is back all is posted', async () => {
  bench.simulator.faults.set({ cueUnavailable: { chance: 1, status: 503 } });
  const ids = await plantMany(20);
  bench.startPublisher();
  await vi.waitFor(async () => expect((await bench.hold.readHold())?.reason).toBe('circuit_open'), 10_000);
  bench.simulator.faults.clear();
  await settled();
  expectOneCueEach(ids);
});

test('an operator’s pause holds every cue until it is released', async () => {
  await bench.hold.holdQueue('paused', 3_600_000);
  const ids = await plantMany(3);
  const publisher = bench.startPublisher();
  await vi.waitFor(async () => expect((await publisher.readiness()).reasons['queue']).toContain('paused'), 5000);
  expect(bench.requests()).toHaveLength(0);
  await bench.hold.release();
  await settled(3000);
  expectOneCueEach(ids);
});

test('critical looks come before the rest', async () => {
  // A first look waits for its scripts and a token, which would let others overtake it.
  const first = await bench.interactions.plant();
  bench.startPublisher({ CUE_RATE_MAX: '1', CUE_RATE_WINDOW_MS: '100' });
  await settled();
  await bench.hold.holdQueue('paused', 3_600_000);
  const rest = await Promise.all(Array.from({ length: 8 }, () => bench.interactions.plant({}, { priority: 1 })));
  const critical = await bench.interactions.plant({ said: ['promise', 'notice', 'fee'] });
  await bench.hold.release();
  await settled();
  expect(bench.requests()[1]?.interactionId).toBe(critical);
  expectOneCueEach([first, critical, ...rest]);
});
