import { HoldHash } from '@cueline/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAdmission } from './admission.js';
import { createHold } from './hold.js';
import { createRate } from './rate.js';
import { startRedis, type TestRedis } from '../redis.fixture.js';

let testRedis: TestRedis;

beforeAll(async () => {
  testRedis = await startRedis();
});
afterAll(() => testRedis.stop());

function setUp() {
  const { redis } = testRedis;
  const keys = testRedis.newKeys();
  const limit = { max: 20, windowMs: 1000 };
  const admit = createAdmission({
    redis,
    keys,
    rate: createRate({ redis, keys, ...limit }),
    ...limit,
    monotonic: () => performance.now(),
  });
  return { keys, hold: createHold({ redis, keys }), admit };
}

/** Lets a hold run out, as if its time had passed. */
async function runOut(key: string): Promise<void> {
  await testRedis.redis.hset(key, 'untilMs', '1');
}

test('a queue that is held lets no request pass, and says why', async () => {
  const { hold, admit } = setUp();
  expect(await hold.readHold()).toBeUndefined();
  expect(await hold.holdQueue('paused', 60_000)).toMatchObject({ reason: 'paused', begun: true });
  expect(await hold.readHold()).toMatchObject({ reason: 'paused' });
  expect((await admit()).kind).toBe('held');
});

test('all that is stored of a hold is as the schema says', async () => {
  const { keys, hold, admit } = setUp();
  await hold.holdQueue('rate_limited', 10_000, { throttledTo: 7 });
  await hold.holdQueue('forbidden', 60_000, { why: 'answered 403' });
  await runOut(keys.hold);
  await admit();
  expect(HoldHash.strict().parse(await testRedis.redis.hgetall(keys.hold))).toMatchObject({
    reason: 'forbidden',
    why: 'answered 403',
    probing: '1',
    throttledTo: 7,
  });
});

test('if there are several holds, the longest counts', async () => {
  const { hold } = setUp();
  await hold.holdQueue('rate_limited', 10_000);
  expect(await hold.holdQueue('forbidden', 60_000)).toMatchObject({ reason: 'forbidden', begun: false });
  expect(await hold.holdQueue('rate_limited', 20_000)).toMatchObject({ reason: 'forbidden', begun: false });
  expect((await hold.readHold())?.forMs).toBeGreaterThan(30_000);
});

test.each(['paused', 'rate_limited'] as const)('resuming ends a hold for %s: requests pass at once', async (reason) => {
  const { hold, admit } = setUp();
  await hold.holdQueue(reason, 60_000);
  expect(await hold.resume()).toBe(reason);
  expect(await hold.resume()).toBeUndefined();
  expect((await admit()).kind).toBe('admitted');
});

test.each(['forbidden', 'circuit_open', 'misconfigured'] as const)(
  'resuming ends the wait of a hold for %s: one request is tried at once, and decides',
  async (reason) => {
    const { hold, admit } = setUp();
    await hold.holdQueue(reason, 60_000, { why: 'it was refused' });
    expect(await hold.resume()).toBe(reason);
    expect(await hold.readHold()).toMatchObject({ reason, why: 'it was refused', forMs: 0 });
    expect(await admit()).toMatchObject({ kind: 'admitted', isProbe: true });
    await hold.resume(); // the try is under way: no second one joins it
    expect((await admit()).kind).toBe('held');
  },
);

test.each(['forbidden', 'circuit_open'] as const)(
  'after a hold for %s one request probes and the others wait',
  async (reason) => {
    const { keys, hold, admit } = setUp();
    await hold.holdQueue(reason, 60_000);
    await runOut(keys.hold);
    expect(await admit()).toMatchObject({ kind: 'admitted', isProbe: true });
    expect((await admit()).kind).toBe('held');
    await hold.releaseProbed();
    expect(await admit()).toMatchObject({ kind: 'admitted', isProbe: false });
  },
);

test('a probe that fails holds the queue again', async () => {
  const { keys, hold, admit } = setUp();
  await hold.holdQueue('forbidden', 60_000);
  await runOut(keys.hold);
  await admit();
  expect(await hold.holdQueue('forbidden', 60_000)).toMatchObject({ reason: 'forbidden', begun: true });
  expect(await hold.releaseProbed()).toBeUndefined();
});

test("an operator's pause outlasts a probe that was under way", async () => {
  const { keys, hold, admit } = setUp();
  await hold.holdQueue('circuit_open', 60_000);
  await runOut(keys.hold);
  await admit();
  await hold.holdQueue('paused', 120_000);
  await hold.releaseProbed();
  expect(await hold.readHold()).toMatchObject({ reason: 'paused' });
});

test('after a hold for rate_limited all requests continue, at the lower rate', async () => {
  const { keys, hold, admit } = setUp();
  await hold.holdQueue('rate_limited', 10_000, { throttledTo: 3 });
  await hold.holdQueue('rate_limited', 20_000, { throttledTo: 1 }); // the same storm: the rate is not lowered again
  await runOut(keys.hold);
  const admissions = await Promise.all(Array.from({ length: 5 }, () => admit()));
  expect(admissions.filter(({ kind }) => kind === 'admitted')).toHaveLength(3);
  expect(admissions[0]).toMatchObject({ isProbe: false, max: 3 });
});
