import { Redis } from 'ioredis';
import { expect, onTestFinished, test, vi } from 'vitest';
import { keepHeartbeat } from './heartbeat.js';
import { createKeys } from '../stored/keys.js';
import { createLayoutInForce } from './layout-in-force.js';
import { createWrittenFormat } from './written-format.js';
import { createLog } from '../logging/log.js';
import { listObjections, type ReadinessChecks } from './objections.js';
import { StoredHeartbeat } from '../stored/heartbeat.js';
import { startRedisServer } from '../testing/index.js';

const { processes } = createKeys('cueline');
const soon = { timeout: 60_000 };

/** One process that has a heartbeat, in a private Redis. */
async function setUp() {
  const server = await startRedisServer();
  const redis = new Redis(server.url, { maxRetriesPerRequest: null });
  const operator = new Redis(server.url);
  const lines: string[] = [];
  const log = createLog({ name: 'test', level: 'info', destination: { write: (line) => void lines.push(line) } });
  const [checks, warnings]: ReadinessChecks[] = [new Map(), new Map()];
  if (checks === undefined || warnings === undefined) throw new Error('unreachable');
  const begin = () =>
    keepHeartbeat({
      name: 'sample',
      redis,
      keys: createKeys('cueline'),
      checks,
      warnings,
      format: createWrittenFormat(),
      layout: createLayoutInForce(() => {}),
      log,
    });
  onTestFinished(async () => {
    redis.disconnect();
    operator.disconnect();
    await server.stop();
  });
  const read = async () =>
    Object.values(await operator.hgetall(processes)).map((entry) => StoredHeartbeat.parse(JSON.parse(entry)));
  return { operator, redis, checks, warnings, lines, begin, read };
}

test('a process says what keeps it from being ready and what else is wrong, until it ends', async () => {
  const { begin, checks, warnings, read } = await setUp();
  checks.set('token', () => ({ reason: 'no token', remedy: 'check it' }));
  checks.set('socket', () => undefined);
  warnings.set('rules', () => 'refused');
  const end = begin();
  onTestFinished(end);
  await vi.waitFor(async () => {
    expect((await read())[0]?.beat).toMatchObject({
      kind: 'sample',
      pid: process.pid,
      objections: [{ check: 'token', reason: 'no token', remedy: 'check it' }],
      warnings: [{ check: 'rules', reason: 'refused' }],
    });
  }, soon);
  await end();
  expect(await read()).toEqual([]);
});

test('a process is not ready while Redis refuses writes, though it answers', async () => {
  const { begin, checks, operator, lines } = await setUp();
  const end = begin();
  onTestFinished(end);
  await operator.config('SET', 'maxmemory', '1');
  await vi.waitFor(() => {
    expect(listObjections(checks)).toMatchObject([
      { check: 'redis', reason: "redis refuses writes: OOM command not allowed when used memory > 'maxmemory'" },
    ]);
  }, soon);
  await operator.config('SET', 'maxmemory', '0');
  await vi.waitFor(() => expect(listObjections(checks)).toEqual([]), soon);
  const logged = lines.map((line): unknown => JSON.parse(line).msg);
  expect(logged).toEqual(['redis refuses writes', 'redis accepts writes again']);
});

test('a user without the right to write a heartbeat is ready, and logs it once', async () => {
  const { begin, checks, redis, operator, lines } = await setUp();
  await operator.call('ACL', 'SETUSER', 'old', 'on', '>pw', '~other:*', '+@all');
  await redis.call('AUTH', 'old', 'pw');
  onTestFinished(begin());
  await vi.waitFor(() => expect(lines.join()).toContain('redis refuses the heartbeat'), soon);
  expect(listObjections(checks)).toEqual([]);
});

test('a process not seen for a day is removed', async () => {
  const { begin, operator, read } = await setUp();
  const [seconds] = await operator.time();
  const beat = { v: 1, kind: 'old', version: '1', host: 'h', pid: 1, upMs: 0, objections: [], warnings: [] };
  const seen = (hoursAgo: number) => JSON.stringify({ seenAtMs: Number(seconds) * 1000 - hoursAgo * 3_600_000, beat });
  await operator.hset(processes, { yesterday: seen(25), today: seen(23) });
  onTestFinished(begin());
  await vi.waitFor(async () => {
    expect((await read()).map(({ beat: { kind } }) => kind).toSorted()).toEqual(['old', 'sample']);
  }, soon);
});
