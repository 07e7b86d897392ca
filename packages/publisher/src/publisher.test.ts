import { CueRequest, InteractionId, partitionOf } from '@cueline/shared';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { testPack } from './look/interactions.fixture.js';
import { expectLogged, type PublisherFixture, startPublisherFixture } from './publisher.fixture.js';

let bench: PublisherFixture;

beforeEach(async () => {
  bench = await startPublisherFixture();
});
afterEach(() => bench.stop());

/** Waits until every interaction has been looked at. */
const settled = (timeout = 40_000) =>
  vi.waitFor(async () => expect(await bench.interactions.outboxLength()).toBe(0), { timeout, interval: 20 });

test('one cue lists all that is missing, and the interaction leaves the outbox', async () => {
  const id = await bench.interactions.plant();
  bench.startPublisher();
  await settled();
  expect(bench.requests()).toHaveLength(1);
  expect(bench.requests()[0]).toMatchObject({
    interactionId: id,
    body: {
      title: 'Missing Mandatory Compliance Disclosure',
      description:
        'Agent has not yet stated: The notice, The fee. Please complete required disclosures before proceeding. Say the notice. Say the fee.',
    },
  });
  const desktop = await bench.interactions.desktop(id);
  expect(desktop?.cues).toMatchObject([{ items: ['notice', 'fee'], open: true, cueId: bench.cues()[0]?.cueId }]);
  expect(await bench.interactions.read(id, 'posting')).toBeNull();
});

test('what was said is not cued, and a prohibited phrase has a cue of its own', async () => {
  const id = await bench.interactions.plant({ said: ['notice', 'promise'] });
  bench.startPublisher();
  await settled();
  const descriptions = bench.requests().map(({ body }) => CueRequest.parse(body).description);
  expect(descriptions[0]).toBe('Agent said: A promise.');
  expect(descriptions[1]).toContain('Agent has not yet stated: The fee.');
  expect(descriptions).toHaveLength(2);
  expect((await bench.interactions.desktop(id))?.cues).toHaveLength(2);
});

test('many looks at one interaction at once post one cue', async () => {
  const publishers = [bench.spawnPublisher(), bench.spawnPublisher()];
  const id = await bench.interactions.plant();
  await Promise.all(Array.from({ length: 20 }, () => bench.interactions.askForLook(id)));
  await settled();
  expect(bench.requests()).toHaveLength(1);
  expect(publishers).toHaveLength(2);
});

test('an interaction that is over leaves the outbox without a cue', async () => {
  const id = await bench.interactions.plant({ endedAtMs: Date.now() });
  bench.startPublisher();
  await settled();
  expect(bench.requests()).toHaveLength(0);
  expect(await bench.interactions.desktop(id)).toMatchObject({ cues: [] });
});

test('an interaction silent for so long that it is about to end is not cued, unless it resumes', async () => {
  const id = await bench.interactions.plant();
  const interaction = bench.keys.interaction(partitionOf(id, 8), id);
  await bench.redis.hset(interaction, 'endAt', Date.now() - 1000);
  bench.startPublisher();
  await vi.waitFor(async () => expect(await bench.queue.getDelayedCount()).toBe(1), { timeout: 60_000, interval: 20 });
  expect(bench.requests()).toHaveLength(0);
  await bench.redis.hset(interaction, 'endAt', Date.now() + 60_000);
  await settled();
  expect(bench.requests()).toHaveLength(1);
});

test('in shadow mode everything is recorded and nothing is sent to CXone', async () => {
  const id = await bench.interactions.plant();
  bench.startPublisher({ CUE_MODE: 'shadow' });
  await settled();
  expect((await bench.interactions.desktop(id))?.cues).toMatchObject([{ items: ['notice', 'fee'], open: true }]);
  expect(bench.simulator.journal.read()).toHaveLength(0);
});

test('a cue that can never be accepted becomes a dead letter and is not tried again', async () => {
  bench.simulator.faults.set({ cueRejected: { chance: 1, status: 422 } });
  const id = await bench.interactions.plant();
  bench.startPublisher();
  await settled();
  expect(await bench.interactions.deadLetters(id)).toMatchObject([
    { reason: 'cue_rejected', interactionId: id, status: '422' },
  ]);
  await bench.interactions.askForLook(id);
  await settled();
  expect(bench.requests()).toHaveLength(1);
});

test('a cue for an interaction that CXone no longer knows is dropped', async () => {
  bench.simulator.faults.set({ cueGone: { chance: 1, status: 410 } });
  const id = await bench.interactions.plant();
  bench.startPublisher();
  await settled();
  expect(bench.requests()).toHaveLength(1);
  expect(await bench.interactions.deadLetters(id)).toEqual([]);
});

test('a token that is refused is replaced at once', async () => {
  bench.simulator.faults.set({ cueUnauthorized: { chance: 1, count: 1 } });
  await bench.interactions.plant();
  bench.startPublisher();
  await settled();
  expect(bench.requests().map(({ status }) => status)).toEqual([401, 201]);
  expect(bench.simulator.journal.read({ kind: 'token' })).toHaveLength(2);
});

test('a fresh token that is refused as well is an error, and the cue is posted later', async () => {
  bench.simulator.faults.set({ cueUnauthorized: { chance: 1, count: 2 } });
  await bench.interactions.plant();
  const publisher = bench.startPublisher();
  await settled();
  expect(bench.requests().map(({ status }) => status)).toEqual([401, 401, 201]);
  await expectLogged(publisher, '"code":"UNAUTHORIZED"');
});

test('dead letters dropped to make room for another are logged', async () => {
  bench.simulator.faults.set({ cueRejected: { chance: 1, status: 422 } });
  const id = await bench.interactions.plant();
  const dead = bench.keys.dead(partitionOf(id, 8));
  const pipeline = bench.redis.pipeline();
  for (let i = 0; i < 1200; i += 1) pipeline.xadd(dead, '*', 'reason', 'of old');
  await pipeline.exec();
  const publisher = bench.startPublisher();
  await settled();
  await expectLogged(publisher, 'there are too many dead letters, the oldest are dropped');
  expect(await bench.redis.xlen(dead)).toBeLessThan(1200);
});

test('a disclosure said after its cue resolves the cue', async () => {
  bench.startPublisher({ CXONE_CUE_RESOLVE: 'patch' });
  const id = await bench.interactions.plant();
  await settled();
  await bench.interactions.write(id, { said: ['notice', 'fee'] });
  await bench.interactions.askForLook(id);
  await settled();
  expect(bench.simulator.journal.read({ kind: 'resolve' })).toMatchObject([{ interactionId: id, status: 200 }]);
  expect((await bench.interactions.desktop(id))?.cues).toMatchObject([{ open: false }]);
});

test('if cues cannot be resolved, it is tried once, with one warning', async () => {
  bench.simulator.faults.set({ resolveUnsupported: { chance: 1, status: 405 } });
  const publisher = bench.startPublisher({ CXONE_CUE_RESOLVE: 'patch' });
  for (let i = 0; i < 3; i += 1) {
    const id = await bench.interactions.plant();
    await settled();
    await bench.interactions.write(id, { said: ['notice', 'fee'] });
    await bench.interactions.askForLook(id);
    await settled();
  }
  expect(bench.simulator.journal.read({ kind: 'resolve' })).toHaveLength(1);
  expect(publisher.log().match(/cannot resolve cues/g)).toHaveLength(1);
});

test('a second cue waits until the quiet time after the first is over', async () => {
  const pack = { ...testPack, limits: { cuesPerInteraction: 12, quietMs: 1500 } };
  const id = await bench.interactions.plant({ said: ['fee'], pack });
  bench.startPublisher();
  await settled();
  await bench.interactions.write(id, { pack });
  await bench.interactions.askForLook(id);
  await settled();
  const [first, second] = (await bench.interactions.desktop(id))!.cues;
  expect(second!.postedAtMs - first!.postedAtMs).toBeGreaterThanOrEqual(1500);
  expect(bench.requests()).toHaveLength(2);
});

test('a reminder of what is still owed is noted, and posted under a key of its own', async () => {
  const [notice, ...others] = testPack.disclosures;
  const remind = { everyMs: 60_000, max: 1 };
  const pack = { ...testPack, disclosures: [{ ...notice!, remind }, ...others] };
  const id = await bench.interactions.plant({ pack });
  bench.startPublisher();
  await settled();
  const [cue] = (await bench.interactions.desktop(id))!.cues;
  const remindAtMs = cue!.postedAtMs + remind.everyMs;
  expect(await bench.interactions.read(id, 'remindAt')).toBe(String(remindAtMs));
  expect(await bench.interactions.deadlineMs(id)).toBe(remindAtMs);

  await bench.interactions.write(id, {
    pack: { ...pack, disclosures: [{ ...notice!, remind: { everyMs: 1, max: 1 } }] },
  });
  bench.startPublisher(); // packs are immutable, so only one that has not read it sees the other
  await vi.waitFor(async () => {
    await bench.interactions.askForLook(id);
    expect(bench.requests()).toHaveLength(2);
  }, 60_000);
  const keys = bench.requests().map(({ idempotencyKey }) => idempotencyKey);
  expect(new Set(keys).size).toBe(2);
});

test('a publisher finishes its work and exits with 0 on SIGTERM', async () => {
  const publisher = bench.spawnPublisher();
  await bench.interactions.plant();
  await settled();
  await publisher.end('SIGTERM');
  expect(publisher.child.exitCode).toBe(0);
});

test('a publisher ends in time on SIGTERM, also while Redis is away', async () => {
  const publisher = bench.spawnPublisher({ SHUTDOWN_TIMEOUT: '3s' });
  await bench.interactions.plant();
  await settled();
  await bench.server.kill();
  await publisher.end('SIGTERM');
  expect(publisher.child.exitCode).toBe(0);
});

test('a cue that became due while Redis was away is posted when it is back', async () => {
  bench.startPublisher();
  await bench.interactions.plant();
  await settled();
  await bench.server.restart();
  const id = await bench.interactions.plant();
  await settled();
  expect(bench.requests().at(-1)?.interactionId).toBe(id);
  expect(bench.requests()).toHaveLength(2);
});

test('a cue waits while the agent is talking, and comes when that is over', async () => {
  const held = testPack.disclosures.map((rule) => ({ ...rule, holdMs: 600_000 }));
  const publisher = bench.startPublisher({ LOG_LEVEL: 'debug' });
  const talking = InteractionId.parse('call of an agent who talks');
  const key = bench.keys.talking(partitionOf(talking, 8), talking);
  await bench.redis.set(key, '1');
  await bench.interactions.write(talking, { pack: { ...testPack, disclosures: held } });
  await bench.interactions.askForLook(talking);
  // it is looked at, and its job waits
  await vi.waitFor(async () => expect(await bench.queue.getDelayedCount()).toBe(1), { timeout: 40_000, interval: 5 });
  expect(bench.requests()).toEqual([]);
  await bench.redis.del(key);
  await settled();
  expect(bench.requests()).toMatchObject([{ interactionId: talking }]);
  await expectLogged(publisher, 'cue handled');
});
