import { createAcknowledge } from '@cueline/matcher';
import { emptyState, formatState, parseRuleFile } from '@cueline/rules';
import { createKeys, InteractionId } from '@cueline/shared';
import { type RedisServer, startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createCost } from './cost.js';
import { createLiveCalls, type ReadCall } from './live-calls.js';
import { createReads } from './redis-reads.js';

const RULES = `
version: 1
disclosures:
  - {id: notice, title: Notice, say: [call is recorded], due: 2s}
  - {id: terms, title: Terms, say: [our terms apply], due: 2s}
`;
const keys = createKeys('cueline');
const changes = keys.changes(0);

let server: RedisServer;
let redis: Redis;
beforeAll(async () => {
  server = await startRedisServer();
  redis = new Redis(server.url);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(async () => {
  await redis.flushall();
  const parsed = parseRuleFile(RULES, { file: 'rules.yaml', readFile: () => '' });
  if (!parsed.ok) throw new Error('the rules cannot be read');
  await redis.hset(keys.packs, 'digest', JSON.stringify(parsed.pack));
  await startCall('a');
});

async function startCall(id: string, partition = 0): Promise<void> {
  const stored = { pack: 'digest', rev: 'r', state: formatState(emptyState(1e6)), looks: '', endAt: '900000' };
  await redis.hset(keys.interaction(partition, InteractionId.parse(id)), stored);
  await redis.zadd(keys.deadlines(partition), 0, id);
}

/** Changes a call as a process does: whoever watches is told of it. */
const tickOff = (rule: string) =>
  createAcknowledge({ redis, keys })(0, InteractionId.parse('a'), { rule, user: 'ann', reason: 'x' });

/** Whoever watches: what they know of a call is what is ticked off in it. */
function startFollowing() {
  const read = createReads({ redis, cost: createCost(() => 0) });
  const know = ({ interactionId, state }: ReadCall) => ({
    id: interactionId,
    turnsAtMs: Infinity,
    ticked: Object.keys(state.acknowledged ?? {}),
  });
  const calls = createLiveCalls({ redis, keys, partitions: 1, read, know });
  return {
    calls,
    follow: async () => {
      await calls.follow((error) => expect.fail(String(error)));
      await expect.poll(calls.isComplete).toBe(true);
      return Object.fromEntries(Array.from(calls.all(), ({ known }) => [known.id, known.ticked]));
    },
  };
}

/** Redis' clock goes on. */
async function pass(ms: number): Promise<void> {
  const [seconds, micros] = await redis.time();
  const time = vi.spyOn(redis, 'time').mockResolvedValue([Number(seconds) + ms / 1000, Number(micros)]);
  onTestFinished(() => time.mockRestore());
}

test('how far all that came is processed is later than the watermark by the delay', async () => {
  await redis.hset(keys.listening(0), { watermark: '1000', delay: '500' });
  const { calls } = startFollowing();
  const fail = (error: unknown) => expect.fail(String(error));
  expect(await calls.follow(fail)).toMatchObject({ watermarkMs: 1000, processedMs: 1500 });
  await redis.hdel(keys.listening(0), 'delay');
  expect(await calls.follow(fail)).toMatchObject({ watermarkMs: 1000, processedMs: 1000 });
});

test('each of several who watch reads every change, and nothing is noted once nobody does', async () => {
  const [one, other] = [startFollowing(), startFollowing()];
  expect(await one.follow()).toEqual({ a: [] });
  await tickOff('notice');
  expect(await other.follow()).toEqual({ a: ['notice'] }); // it watches what the first has made
  await tickOff('terms');
  expect(await one.follow()).toEqual({ a: ['notice', 'terms'] });
  expect(await other.follow()).toEqual({ a: ['notice', 'terms'] });
  expect(await redis.ttl(changes)).toBeGreaterThan(0);

  await redis.del(changes); // as when all have gone for its time
  await startCall('a');
  await tickOff('notice');
  expect(await redis.exists(changes)).toBe(0);
});

test('a call that begins is there, and one that has gone is not', async () => {
  const { follow } = startFollowing();
  await follow();
  await startCall('b');
  await redis.xadd(changes, '*', 'b', '', 'a', '');
  await redis.del(keys.interaction(0, InteractionId.parse('a')));
  expect(await follow()).toEqual({ b: [] });
});

test('the stream of changes lives on while somebody renews it, and holds no more than half a minute', async () => {
  const { follow } = startFollowing();
  await follow();
  for (let i = 0; i < 300; i += 1) await redis.xadd(changes, '*', 'a', '');
  await redis.expire(changes, 5);
  await follow();
  expect({ ttl: await redis.ttl(changes), entries: await redis.xlen(changes) }).toMatchObject({ entries: 300 });
  await pass(60_000);
  await follow();
  expect(await redis.ttl(changes)).toBeGreaterThan(5);
  expect(await redis.xlen(changes)).toBeLessThan(300);
});

test('if the stream of changes had gone, all is read anew', async () => {
  const { follow } = startFollowing();
  await follow();
  await redis.del(changes);
  await tickOff('notice');
  expect(await follow()).toEqual({ a: [] });
  await pass(11_000);
  expect(await follow()).toEqual({ a: ['notice'] });
});

test('a beginning that falls into a look at what has changed is not lost', async () => {
  const { calls, follow } = startFollowing();
  await follow();
  const looking = calls.follow((error) => expect.fail(String(error)));
  await redis.del(keys.interaction(0, InteractionId.parse('a'))); // which nobody notes
  calls.begin();
  await looking;
  expect(await follow()).toEqual({});
});

test('what a process of 0.1.0 has changed is read too', async () => {
  const { follow } = startFollowing();
  await follow();
  expect(await redis.exists(keys.watched(0))).toBe(1);
  await startCall('b');
  await redis.zadd(keys.changed(0), Date.now(), 'b');
  expect(await follow()).toEqual({ a: [], b: [] });
});

test('a call in which something has turned due is judged again, and all of a partition in which nobody listened', async () => {
  await startCall('b', 1);
  const read = createReads({ redis, cost: createCost(() => 0) });
  const judged: string[] = [];
  const calls = createLiveCalls({
    redis,
    keys,
    partitions: 2,
    read,
    know(call, watermarkMs, gaps) {
      judged.push(`${call.interactionId} at ${watermarkMs}, gaps: ${gaps.length}`);
      return { read: call, turnsAtMs: watermarkMs < 2000 ? 2000 : Infinity };
    },
  });
  const judgedNext = async (listening: Record<string, string>, partition = 0) => {
    await redis.hset(keys.listening(partition), listening);
    judged.length = 0;
    await calls.follow((error) => expect.fail(String(error)));
    return judged;
  };
  await redis.hset(keys.listening(1), { watermark: '1000' });
  await judgedNext({ watermark: '1000' });
  await expect.poll(calls.isComplete).toBe(true);
  expect(await judgedNext({ watermark: '2000' })).toEqual([]); // due at 2000 is due once that has passed
  expect(await judgedNext({ watermark: '2001' })).toEqual(['a at 2001, gaps: 0']);
  expect(await judgedNext({ watermark: '3000' })).toEqual([]);
  expect(await judgedNext({ watermark: '1500', gaps: '1100-1200' }, 1)).toEqual(['b at 1500, gaps: 1']);
  expect(await judgedNext({ watermark: '1600' }, 1)).toEqual([]);
});
