import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { expectLogged, type Publisher, type PublisherFixture, startPublisherFixture } from './publisher.fixture.js';

let fixture: PublisherFixture;

beforeEach(async () => {
  fixture = await startPublisherFixture();
});
afterEach(() => fixture.stop());

const settled = (timeout = 40_000) =>
  vi.waitFor(async () => expect(await fixture.interactions.outboxLength()).toBe(0), { timeout, interval: 20 });
const requestsReach = (count: number) =>
  vi.waitFor(() => expect(fixture.requests().length).toBeGreaterThanOrEqual(count), { timeout: 60_000, interval: 5 });

/** Waits until an answer has held the queue: a request is known before its answer has been read. */
const isHeld = () =>
  vi.waitFor(async () => expect(await fixture.redis.exists(fixture.keys.hold)).toBe(1), { timeout: 60_000 });

/** Waits until a publisher says that it is ready: it takes jobs then. */
const becomesReady = (publisher: Publisher) =>
  vi.waitFor(async () => expect((await publisher.readiness()).status).toBe(200), { timeout: 60_000, interval: 20 });

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

test('the whole queue waits as long as a 429 says, then continues at half the rate', async () => {
  fixture.simulator.faults.set({ cueRateLimited: { chance: 1, count: 1, retryAfter: 'seconds', retryAfterS: 2 } });
  await fixture.interactions.plant();
  fixture.startPublisher();
  await requestsReach(1);
  await isHeld();
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
  const publisher = fixture.spawnPublisher({ CUE_RATE_MAX: '1', CUE_RATE_WINDOW_MS: '60000' });
  const ids = await plantMany(5);
  await vi.waitFor(async () => expect((await fixture.hold.readHold())?.reason).toBe('forbidden'), 20_000);
  await expectLogged(publisher, 'the client lacks agentassist:cue:write');
  await vi.waitFor(async () => {
    const { status, reasons } = await publisher.readiness();
    expect(status).toBe(503);
    expect(reasons['queue']).toContain('CXone answered 403');
  }, 20_000);
  expect(fixture.requests()).toHaveLength(1);
  expect(await fixture.interactions.outboxLength()).toBe(ids.length);

  await publisher.end('SIGKILL');
  fixture.spawnPublisher();
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
  await vi.waitFor(async () => expect((await fixture.hold.readHold())?.reason).toBe('forbidden'), 20_000);
  await fixture.letHoldRunOut();
  await settled();
  expect(fixture.requests().map(({ status }) => status)).toEqual([401, 403, 201]);
  expect(fixture.simulator.journal.read({ kind: 'token' })).toHaveLength(3);
});

test('a cue whose answer was lost is posted again under the same key', async () => {
  fixture.simulator.faults.set({ cueLost: { chance: 0.5, count: 8 } });
  const ids = await plantMany(10);
  fixture.startPublisher();
  await settled();
  expectOneCueEach(ids);
  expect(fixture.requests().length).toBeGreaterThan(ids.length);
});

test('a cue that a killed publisher was posting is repeated under the same key', async () => {
  fixture.simulator.faults.set({ cueSlow: { chance: 1, delayMs: 60_000 } });
  const id = await fixture.interactions.plant();
  const killed = fixture.spawnPublisher();
  await requestsReach(1);
  fixture.simulator.faults.clear();
  await becomesReady(fixture.spawnPublisher()); // the job is not its own
  await killed.end('SIGKILL');
  await settled(); // after about 2 s; with BullMQ's defaults it would take a minute, longer than this waits
  const [first, second] = fixture.requests();
  expect(second!.idempotencyKey).toBe(first!.idempotencyKey);
  expect(second!.body).toEqual(first!.body);
  expectOneCueEach([id]);
});

test('while one publisher waits for an answer, no other posts the same cue', async () => {
  fixture.simulator.faults.set({ cueSlow: { chance: 1, delayMs: 3000 } }); // longer than a lock lasts by itself
  await Promise.all([fixture.spawnPublisher(), fixture.spawnPublisher()].map(becomesReady));
  const id = await fixture.interactions.plant();
  await requestsReach(1);
  await fixture.interactions.askForLook(id);
  await settled();
  expect(fixture.requests()).toHaveLength(1);
});

test('a frozen publisher that wakes up changes nothing', async () => {
  fixture.simulator.faults.set({ cueSlow: { chance: 1, count: 1, delayMs: 500 } });
  const id = await fixture.interactions.plant();
  const frozen = fixture.spawnPublisher();
  await requestsReach(1);
  frozen.child.kill('SIGSTOP');
  fixture.spawnPublisher();
  await settled();
  const desktop = await fixture.interactions.desktop(id);
  frozen.child.kill('SIGCONT');
  await fixture.interactions.askForLook(id);
  await settled();
  expect(await fixture.interactions.desktop(id)).toEqual(desktop);
  expectOneCueEach([id]);
});

test('no window has more requests than the rate allows, all publishers together', async () => {
  const max = 20;
  const ids = await plantMany(70);
  for (let i = 0; i < 2; i += 1) fixture.spawnPublisher({ CUE_RATE_MAX: String(max), CUE_RATE_WINDOW_MS: '1000' });
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
  await vi.waitFor(async () => expect((await fixture.hold.readHold())?.reason).toBe('circuit_open'), 20_000);
  fixture.simulator.faults.clear();
  await settled();
  expectOneCueEach(ids);
});

test("an operator's pause holds every cue until it is released", async () => {
  await fixture.hold.holdQueue('paused', 3_600_000);
  const ids = await plantMany(3);
  const publisher = fixture.startPublisher();
  await vi.waitFor(async () => expect((await publisher.readiness()).reasons['queue']).toContain('paused'), 20_000);
  expect(fixture.requests()).toHaveLength(0);
  await fixture.hold.resume();
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
  await fixture.hold.resume();
  await settled();
  // Looks are done side by side, so a few that were taken after it may overtake it.
  const ids = fixture.requests().map(({ interactionId }) => interactionId);
  expect(ids.indexOf(critical)).toBeLessThan(6);
  expectOneCueEach([first, critical, ...rest]);
});

const becomesHeld = (reason: string) =>
  vi.waitFor(async () => expect((await fixture.hold.readHold())?.reason).toBe(reason), 20_000);
const says = (publisher: Publisher, words: string | RegExp) =>
  vi.waitFor(async () => expect((await publisher.readiness()).reasons['queue']).toMatch(words), 20_000);

test('an address that answers 404 to live calls is reported, shows nothing as cued and loses nothing', async () => {
  fixture.simulator.faults.set({ cueAnswered: { chance: 1, status: 404, body: '{"message":"no route"}' } });
  const ids = await plantMany(6);
  const publisher = fixture.startPublisher();
  await becomesHeld('misconfigured');
  await says(publisher, /404.*CXONE_CUES_URL/);
  await expectLogged(publisher, 'cue refused: its call is still heard');
  const desktop = () => fixture.interactions.desktop(ids[0]!);
  await vi.waitFor(
    async () =>
      expect(await desktop()).toMatchObject({
        cues: [],
        refused: [{ items: ['notice', 'fee'], status: 404, body: '{"message":"no route"}' }],
      }),
    20_000,
  );

  await fixture.letHoldRunOut();
  expect((await fixture.hold.readHold())?.reason).toBe('misconfigured'); // until a cue was taken
  fixture.simulator.faults.clear();
  const probe = await fixture.interactions.plant();
  await vi.waitFor(async () => expect(await fixture.hold.readHold()).toBeUndefined(), 20_000);
  expect(fixture.cues()).toMatchObject([{ interactionId: probe }]);
});

test('at low traffic the first refused cue is reported, in the words of CXone', async () => {
  fixture.simulator.faults.set({ cueAnswered: { chance: 1, status: 404, body: '{"message":"no route"}' } });
  fixture.startPublisher();
  await fixture.interactions.plant();
  const heartbeats = async () => JSON.stringify(await fixture.redis.hvals(fixture.keys.processes));
  await vi.waitFor(
    async () => expect(await heartbeats()).toMatch(/CXone refused the only cue: 404 .*no route/),
    20_000,
  );
});

test('a 404 for a silent call is not a sign of a wrong address', async () => {
  fixture.simulator.faults.set({ cueAnswered: { chance: 1, status: 404 } });
  const publisher = fixture.startPublisher();
  for (let i = 0; i < 6; i += 1) await fixture.interactions.plant({ silentForMs: 60_000 });
  await settled();
  expect(fixture.requests()).toHaveLength(6);
  expect(await fixture.hold.readHold()).toBeUndefined();
  expect(publisher.log()).not.toContain('cue refused');
});

test.each([
  ['a login page', { status: 200, body: '<html>Sign in</html>' }],
  ['a redirect', { status: 308, location: 'https://moved.example/?token=hush-hush' }],
  ['a proxy that asks for credentials', { status: 407 }],
])('%s holds the queue with its status, and when it is gone each cue is posted', async (_, answer) => {
  fixture.simulator.faults.set({ cueAnswered: { chance: 1, ...answer } });
  const ids = await plantMany(3);
  const publisher = fixture.startPublisher({ CUE_RATE_MAX: '1', CUE_RATE_WINDOW_MS: '100' });
  await becomesHeld('misconfigured');
  await says(publisher, String(answer.status));
  await expectLogged(publisher, `"status":${answer.status}`);
  expect(publisher.log()).not.toContain('hush-hush');
  fixture.simulator.faults.clear();
  await fixture.letHoldRunOut();
  await settled();
  expectOneCueEach(ids);
});

test.each([503, 413])('%i with Retry-After holds the whole queue for as long as it says', async (status) => {
  fixture.simulator.faults.set({
    cueAnswered: { chance: 1, count: 1, status, retryAfter: 'date', retryAfterS: 3 },
  });
  await fixture.interactions.plant();
  const publisher = fixture.startPublisher();
  await requestsReach(1);
  await isHeld();
  const ids = await plantMany(2);
  await settled();
  const [refused, ...others] = fixture.requests();
  expect(Math.min(...others.map(({ atMs }) => atMs)) - refused!.atMs).toBeGreaterThanOrEqual(1990); // dates have no ms
  expect(others).toHaveLength(ids.length + 1);
  await expectLogged(publisher, new RegExp(`"interactionId":"call .*"status":${status}.*trying again`));
});

test('a conflict counts as a cue that is there', async () => {
  fixture.simulator.faults.set({ cueAnswered: { chance: 1, status: 409, body: '{"error":"duplicate cue"}' } });
  const id = await fixture.interactions.plant();
  fixture.startPublisher();
  await settled();
  expect(fixture.requests()).toHaveLength(1);
  expect((await fixture.interactions.desktop(id))?.cues).toMatchObject([{ items: ['notice', 'fee'] }]);
});

test('conflicts without a reason, call after call, are a warning: no cue of these calls was posted before', async () => {
  fixture.simulator.faults.set({ cueAnswered: { chance: 1, status: 409, body: '' } });
  await plantMany(3);
  fixture.startPublisher();
  await vi.waitFor(
    async () =>
      expect(JSON.stringify(await fixture.redis.hvals(fixture.keys.processes))).toMatch(/409 .* last 3 calls/),
    20_000,
  );
});

test('a cue whose answer was cut is posted again under the same key', async () => {
  fixture.simulator.faults.set({ cueCut: { chance: 1, count: 1 } });
  const id = await fixture.interactions.plant();
  const publisher = fixture.startPublisher();
  await settled();
  expectOneCueEach([id]);
  expect(fixture.requests()).toHaveLength(2);
  await expectLogged(publisher, 'cut its answer short');
});

test('a queue that another program has paused is reported, and continues when it is resumed', async () => {
  await fixture.queue.pause();
  const publisher = fixture.startPublisher();
  const id = await fixture.interactions.plant();
  await says(publisher, /paused in BullMQ.*cueline resume/);
  expect(fixture.requests()).toHaveLength(0);
  await fixture.queue.resume();
  await settled();
  expectOneCueEach([id]);
});

test('the log of a cue names its rules and how late it was', async () => {
  await fixture.interactions.plant();
  const publisher = fixture.startPublisher();
  await settled();
  await expectLogged(publisher, /"rules":\["notice","fee"\],"lateMs":\d+,"outcome":"posted","status":201.*cue handled/);
});
