import {
  createKeys,
  createLayoutInForce,
  createLog,
  createRedis,
  parseLayout,
  readSettings,
  redisSettings,
} from '@cueline/shared';
import { first, type RedisServer, startRedisServer, startReplicatedRedis } from '@cueline/shared/testing';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { migrate } from './migrate.js';
import type { MigrationContext, MigrationStep } from './migration-context.js';

let server: RedisServer;
let redis: ReturnType<typeof createRedis>;
const keys = createKeys('a');
const log = createLog({ name: 'test', level: 'silent' });

beforeAll(async () => {
  server = await startRedisServer();
  const settings = readSettings(z.object(redisSettings), { REDIS_URL: server.url });
  redis = createRedis(settings, { role: 'commands', log });
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(async () => {
  await redis.flushall();
  await redis.set(keys.partitions, 2);
});

const stored = async () => parseLayout((await redis.get(keys.partitions)) ?? '');
const migrateTo = (partitions: number, more: Partial<MigrationContext> = {}) =>
  migrate({ redis, prefix: 'a', partitions, signal: new AbortController().signal, ...more });

/** Enters the layout in force as a process does. */
async function enter() {
  const stopping = new AbortController();
  onTestFinished(() => stopping.abort());
  let left = false;
  const layout = createLayoutInForce(() => (left = true));
  const placed = await layout.enter({ redis, prefix: 'a', partitions: 2, log, signal: stopping.signal });
  return { placed, layout, hasLeft: () => left };
}

/** Writes the heartbeat of a process. */
const beat = async (epoch?: number | null, warnings: { check: string; reason: string }[] = []) => {
  const process = { v: 1, kind: 'matcher', version: '0.1.0', host: 'h', pid: 7, upMs: 1, objections: [], warnings };
  const seenAtMs = Number((await redis.time())[0]) * 1000;
  await redis.hset(keys.processes, 'x', JSON.stringify({ seenAtMs, beat: { ...process, epoch } }));
};

test('processes leave the layout before it is copied, and enter the next', async () => {
  const { placed, hasLeft } = await enter();
  expect(placed).toMatchObject({ epoch: 0, partitions: 2 });
  await beat(0);
  const steps: MigrationStep[] = [];
  const migrated = migrateTo(3, { onStep: (step) => void steps.push(step) });
  await expect.poll(hasLeft).toBe(true);
  expect(steps).toEqual(['prepare', 'settle', 'pause']);
  const next = enter();
  await beat(null);
  await migrated;
  expect((await next).placed).toMatchObject({ epoch: 1, partitions: 3 });
  expect(await stored()).toEqual({ v: 1, epoch: 1, partitions: 3, tried: 1 });
  expect(await redis.keys('a:{?}:*')).toHaveLength(2);
  await expect(migrateTo(3)).rejects.toThrow('there are 3 partitions already');
});

test('a migration that stood still changes nothing any more, and processes go on without it', async () => {
  await beat(0);
  const migrated = migrateTo(3, { leaseMs: 2000 });
  await expect.poll(async () => (await stored()).next?.step).toBe('pausing');
  // as if it had been frozen
  await redis.del(keys.layoutLease);
  const failure = migrated.catch(String);
  await redis.set(keys.moved(1), 1);
  expect((await enter()).placed).toMatchObject({ epoch: 0, partitions: 2 });
  expect(await redis.exists(keys.moved(1))).toBe(0);
  expect(await failure).toContain('it stood still for too long');
  expect(await stored()).toEqual({ v: 1, epoch: 0, partitions: 2, tried: 1, left: true });
  await redis.del(keys.processes);
  await migrateTo(3);
  expect(await stored()).toEqual({ v: 1, epoch: 2, partitions: 3, tried: 2 });
});

test('one that is stopped or fails gives the layout up', async () => {
  await beat(0);
  const stopping = new AbortController();
  const stopped = migrateTo(3, { signal: stopping.signal });
  await expect.poll(async () => (await stored()).next?.step).toBe('pausing');
  await expect(migrateTo(4)).rejects.toThrow('another migration is under way');
  stopping.abort();
  await expect(stopped).rejects.toThrow('aborted');
  expect(await stored()).toEqual({ v: 1, epoch: 0, partitions: 2, tried: 1, left: true });
  await expect(migrateTo(3, { patienceMs: 100 })).rejects.toThrow('matcher on h (7) does not leave its partitions');
  await redis.hset(keys.listening(1), 'watermark', '1.000');
  await expect(migrateTo(3, { patienceMs: 100 })).rejects.toThrow('the watermark of partition 1 stands still');
  await migrateTo(2); // to give it up
  expect(await stored()).toEqual({ v: 1, epoch: 0, partitions: 2, tried: 3 });
});

test('the next partitions are in force only once replicas have the copy', async () => {
  const { master, replicas, stop } = await startReplicatedRedis();
  onTestFinished(stop);
  const settings = readSettings(z.object(redisSettings), { REDIS_URL: master.url });
  const [replicated, onlooker] = [1, 2].map(() => createRedis(settings, { role: 'commands', log }));
  if (replicated === undefined || onlooker === undefined) throw new RangeError('there are two');
  onTestFinished(() => [replicated, onlooker].forEach((one) => one.disconnect()));
  await replicated.set(keys.partitions, 2);
  const replica = first(replicas);
  let isFrozen = false;
  const freeze = (name: 'SIGSTOP' | 'SIGCONT') => {
    replica.signal(name);
    isFrozen = name === 'SIGSTOP';
  };
  onTestFinished(() => replica.signal('SIGCONT'));
  const steps: [MigrationStep, boolean][] = [];
  const start = (patienceMs: number, frozenIn: MigrationStep) =>
    migrateTo(3, {
      redis: replicated,
      patienceMs,
      onStep(step) {
        if (step === frozenIn) freeze('SIGSTOP');
        steps.push([step, isFrozen]);
      },
    });
  await expect(start(100, 'copy')).rejects.toThrow('replicas do not have the copy: 0 of 1 replicas');
  expect(parseLayout((await replicated.get(keys.partitions)) ?? '')).toMatchObject({ epoch: 0, partitions: 2 });
  freeze('SIGCONT');
  const migrated = start(60_000, 'copy');
  await expect.poll(() => onlooker.info('clients')).toContain('blocked_clients:1'); // it waits
  freeze('SIGCONT');
  await migrated;
  expect(steps.at(-1)).toEqual(['clean up', false]);
});

test('a copy of which Redis may have lost some, as it was started again, is not put in force', async () => {
  const own = await startRedisServer();
  onTestFinished(() => own.stop());
  const settings = readSettings(z.object(redisSettings), { REDIS_URL: own.url });
  const connection = createRedis(settings, { role: 'commands', log });
  onTestFinished(() => connection.disconnect());
  await connection.set(keys.partitions, 2);
  let restarted: Promise<void> | undefined;
  const onStep = (step: MigrationStep) => {
    if (step === 'settle') restarted = own.restart();
  };
  await expect(migrateTo(3, { redis: connection, onStep })).rejects.toThrow('Redis failed over or was started again');
  await restarted;
  expect(parseLayout((await connection.get(keys.partitions)) ?? '')).toMatchObject({ epoch: 0, partitions: 2 });
});

test('a process that cannot follow, or would not begin anew, keeps partitions where they are', async () => {
  await beat();
  await expect(migrateTo(3)).rejects.toThrow('matcher on h (7) is of release 0.1.0');
  await beat(0, [{ check: 'rules', reason: 'refused' }]);
  await expect(migrateTo(3)).rejects.toThrow('refuses its changed rules');
  expect(await redis.get(keys.partitions)).toBe('2');
});
