import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type PublisherFixture, type PublisherProcess, startPublisherFixture } from './publisher.fixture.js';

vi.setConfig({ testTimeout: 60_000 });

let fixture: PublisherFixture;

beforeEach(async () => {
  fixture = await startPublisherFixture();
});
afterEach(() => fixture.stop());

const settled = (timeout = 40_000) =>
  vi.waitFor(async () => expect(await fixture.interactions.outboxLength()).toBe(0), { timeout, interval: 20 });
const requestsReach = (count: number) =>
  vi.waitFor(() => expect(fixture.requests().length).toBeGreaterThanOrEqual(count), { timeout: 10_000, interval: 5 });

/** Waits until a publisher says that it is ready: it takes jobs then. */
const becomesReady = (publisher: PublisherProcess) =>
  vi.waitFor(async () => expect((await publisher.readiness()).status).toBe(200), { timeout: 20_000, interval: 20 });

async function plantMany(count: number) {
  return Promise.all(Array.from({ length: count }, () => fixture.interactions.plant()));
}

/** Each interaction has exactly one cue on its desktop, posted under one key. */
function expectOneCueEach(ids: readonly string[]): void {
  expect(
    fixture
      .cues()
      .map(({ interactionId }) => interactionId)
      .sort(),
  ).toEqual([...ids].sort());
  const keys = fixture.requests().map(({ interactionId, idempotencyKey }) => `${interactionId} ${idempotencyKey}`);
  expect(new Set(keys).size).toBe(ids.length);
}

test.each(['date', 'none'] as const)('a storm of 429 (wait: %s) still ends in one cue each', async (retryAfter) => {
  fixture.simulator.faults.set({ cueRateLimited: { chance: 0.7, count: 12, retryAfter, retryAfterS: 1 } });
  const ids = await plantMany(30);
  const publisher = fixture.startPublisher();
  await settled();
  expectOneCueEach(ids);
  expect(publisher.log()).not.toContain('trying again'); // no job's attempts are used up by it
});

test('the whole queue waits as long as a 429 says, and goes on at half the rate', async () => {
  fixture.simulator.faults.set({ cueRateLimited: { chance: 1, count: 1, retryAfter: 'seconds', retryAfterS: 2 } });
  await fixture.interactions.plant();
  fixture.startPublisher();
  await requestsReach(1);
  const ids = await plantMany(5);
  await settled();
  const [refused, ...others] = fixture.requests();
  expect(refused!.status).toBe(429);
  expect(others).toHaveLength(ids.length + 1);
  expect(Math.min(...others.map(({ atMs }) => atMs)) - refused!.atMs).toBeGreaterThanOrEqual(1990);
  expect(await fixture.redis.hget(fixture.keys.hold, 'throttledTo')).toBe('500'); // half of what was allowed
});

test('without its scope nothing is lost: the queue is held, the process not ready, and one request a minute tries', async () => {
  fixture.simulator.faults.set({ cueForbidden: { chance: 1 } });
  const publisher = fixture.startPublisher({ CUE_RATE_MAX: '1', CUE_RATE_WINDOW_MS: '60000' });
  const ids = await plantMany(5);
  await vi.waitFor(async () => expect((await fixture.hold.readHold())?.reason).toBe('forbidden'), 10_000);
  expect(publisher.log()).toContain('the client lacks agentassist:cue:write');
  await vi.waitFor(async () => {
    const { status, reasons } = await publisher.readiness();
    expect(status).toBe(503);
    expect(reasons['queue']).toContain('forbidden');
  }, 20_000);
  expect(fixture.requests()).toHaveLength(1);
  expect(await fixture.interactions.outboxLength()).toBe(ids.length);

  await publisher.end('SIGKILL');
  fixture.startPublisher();
  fixture.simulator.faults.clear();
  await fixture.letHoldRunOut();
  await settled();
  expectOneCueEach(ids);
  expect(await fixture.hold.readHold()).toBeUndefined();
});

test('a fresh token without its scope is replaced too: the scope may be granted meanwhile', async () => {
  fixture.simulator.faults.set({ cueUnauthorized: { chance: 1, count: 1 }, cueForbidden: { chance: 1, count: 1 } });
  await plantMany(1);
  fixture.startPublisher();
  await vi.waitFor(async () => expect((await fixture.hold.readHold())?.reason).toBe('forbidden'), 10_000);
  await fixture.letHoldRunOut();
  await settled();
  expect(fixture.requests().map(({ status }) => status)).toEqual([401, 403, 201]);
  expect(fixture.simulator.journal.read({ kind: 'token' })).toHaveLength(3);
});

test('answers that are lost are asked for again under the same key', async () => {
  fixture.simulator.faults.set({ cueLost: { chance: 0.5, count: 8 } });
  const ids = await plantMany(10);
  fixture.startPublisher();
  await settled();
  expectOneCueEach(ids);
  expect(fixture.requests().length).toBeGreaterThan(ids.length);
});

test('what a killed publisher was posting is repeated under the same key, within seconds', async () => {
  fixture.simulator.faults.set({ cueSlow: { chance: 1, delayMs: 60_000 } });
  const id = await fixture.interactions.plant();
  const killed = fixture.startPublisher();
  await requestsReach(1);
  fixture.simulator.faults.clear();
  await becomesReady(fixture.startPublisher()); // the job is not its own
  await killed.end('SIGKILL');
  const killedAtMs = performance.timeOrigin + performance.now();
  await settled();
  const [first, second] = fixture.requests();
  // About 2 s, more on a busy machine; with BullMQ's defaults it takes a minute.
  expect(second!.atMs - killedAtMs).toBeLessThan(20_000);
  expect(second!.idempotencyKey).toBe(first!.idempotencyKey);
  expect(second!.body).toEqual(first!.body);
  expectOneCueEach([id]);
});

test('while one publisher waits for an answer, no other asks for the same', async () => {
  fixture.simulator.faults.set({ cueSlow: { chance: 1, delayMs: 3000 } }); // longer than a lock lasts by itself
  await Promise.all([fixture.startPublisher(), fixture.startPublisher()].map(becomesReady));
  const id = await fixture.interactions.plant();
  await requestsReach(1);
  await fixture.interactions.askForLook(id);
  await settled();
  expect(fixture.requests()).toHaveLength(1);
});

test('a frozen publisher that wakes up changes nothing', async () => {
  fixture.simulator.faults.set({ cueSlow: { chance: 1, count: 1, delayMs: 500 } });
  const id = await fixture.interactions.plant();
  const frozen = fixture.startPublisher();
  await requestsReach(1);
  frozen.child.kill('SIGSTOP');
  fixture.startPublisher();
  await settled();
  const desktop = await fixture.interactions.desktop(id);
  frozen.child.kill('SIGCONT');
  await fixture.interactions.askForLook(id);
  await settled();
  expect(await fixture.interactions.desktop(id)).toEqual(desktop);
  expectOneCueEach([id]);
});

test('no window has more requests than the rate allows, of all publishers together', async () => {
  const max = 20;
  const ids = await plantMany(70);
  for (let i = 0; i < 2; i += 1) fixture.startPublisher({ CUE_RATE_MAX: String(max), CUE_RATE_WINDOW_MS: '1000' });
  await settled();
  expectOneCueEach(ids);
  const times = fixture.requests().map(({ atMs }) => atMs);
  const spans = times.slice(max).map((atMs, index) => atMs - times[index]!);
  expect(Math.min(...spans)).toBeGreaterThan(1000);
});

test('an API that is down opens a circuit, and when it is back all is posted', async () => {
  fixture.simulator.faults.set({ cueUnavailable: { chance: 1, status: 503 } });
  const ids = await plantMany(20);
  fixture.startPublisher();
  await vi.waitFor(async () => expect((await fixture.hold.readHold())?.reason).toBe('circuit_open'), 10_000);
  fixture.simulator.faults.clear();
  await settled();
  expectOneCueEach(ids);
});

test('an operator’s pause holds every cue until it is released', async () => {
  await fixture.hold.holdQueue('paused', 3_600_000);
  const ids = await plantMany(3);
  const publisher = fixture.startPublisher();
  await vi.waitFor(async () => expect((await publisher.readiness()).reasons['queue']).toContain('paused'), 20_000);
  expect(fixture.requests()).toHaveLength(0);
  await fixture.hold.releasePause();
  await settled();
  expectOneCueEach(ids);
});

test('critical looks come before the rest', async () => {
  // A first look waits for its scripts and a token, which would let others overtake it.
  const first = await fixture.interactions.plant();
  fixture.startPublisher({ CUE_RATE_MAX: '1', CUE_RATE_WINDOW_MS: '50' });
  await settled();
  await fixture.hold.holdQueue('paused', 3_600_000);
  const rest = await Promise.all(Array.from({ length: 60 }, () => fixture.interactions.plant({}, { priority: 1 })));
  const critical = await fixture.interactions.plant({ said: ['promise', 'notice', 'fee'] });
  await fixture.hold.releasePause();
  await settled();
  // Looks are done side by side, so a few that were taken after it may overtake it.
  const ids = fixture.requests().map(({ interactionId }) => interactionId);
  expect(ids.indexOf(critical)).toBeLessThan(6);
  expectOneCueEach([first, critical, ...rest]);
});
