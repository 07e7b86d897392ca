import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createConnections, type Connections } from './connections.js';
import { createLog } from '../logging/log.js';
import { watchMaster } from './master-watch.js';
import { LONGEST_BLOCK_MS, type RedisRole } from './redis-options.js';
import { redisSettings } from './redis-settings.js';
import { defineScript } from './script.js';
import { readSettings } from '../settings/settings.js';
import { first } from '../testing/first.js';
import { startServer } from '../testing/start-server.js';
import { startRedisCluster } from '../testing/redis-cluster.js';
import { startReplicatedRedis } from '../testing/redis-sentinel.js';
import { startRedisServer } from '../testing/redis-server.js';

// Failures that fail-overs caused in plain clients, tested with the connections that Cueline's processes use.

const silent = createLog({ name: 'test', level: 'silent' });
const settingsOf = (environment: Readonly<Record<string, string>>) =>
  readSettings(z.object(redisSettings), environment);

function connect(environment: Readonly<Record<string, string>>): Connections {
  const connections = createConnections(settingsOf(environment), silent);
  onTestFinished(() => connections.close());
  return connections;
}

test('commands continue when the master that Sentinel watches is frozen, before it is thawed', async () => {
  const { master, sentinel, stop } = await startReplicatedRedis();
  onTestFinished(stop);
  const redis = connect({ REDIS_SENTINELS: sentinel }).open('commands');
  await redis.set('key', 'value');
  await redis.wait(1, 0);
  master.signal('SIGSTOP');
  expect(await redis.append('key', ' and more')).toBe(14);
});

test('commands continue when a master of a Cluster is frozen, before it is thawed', async () => {
  const { masters, stop } = await startRedisCluster();
  onTestFinished(stop);
  const nodes = masters.map(({ port }) => `127.0.0.1:${port}`).join(',');
  const redis = connect({ REDIS_CLUSTER_NODES: nodes }).open('commands');
  const keys = ['{1}', '{2}', '{3}', '{4}', '{5}', '{6}'];
  await Promise.all(keys.map((key) => redis.set(key, 'value')));
  first(masters).signal('SIGSTOP');
  expect(await Promise.all(keys.map((key) => redis.set(key, 'other')))).toEqual(keys.map(() => 'OK'));
});

test('no caller notices that a master of a Cluster was killed, as scripts are loaded again', async () => {
  const { masters, replicas, stop } = await startRedisCluster();
  onTestFinished(stop);
  const nodes = masters.map(({ port }) => `127.0.0.1:${port}`).join(',');
  const redis = connect({ REDIS_CLUSTER_NODES: nodes }).open('commands');
  const add = defineScript(redis, { name: 'add', lua: 'return redis.call("INCR", KEYS[1])' }, z.int());
  const counts = [0, 0, 0, 0, 0, 0];
  const over = new AbortController();
  const working = counts.map(async (_, tag) => {
    while (!over.signal.aborted) counts[tag] = await add([`{${tag}}:count`], []);
  });
  await expect.poll(() => Math.min(...counts)).toBeGreaterThan(10);
  await first(masters).kill();
  await first(replicas).logged('Cluster state changed: ok');
  const then = [...counts];
  await expect.poll(() => counts.every((count, tag) => count > (then[tag] ?? 0))).toBe(true);
  over.abort();
  await Promise.all(working);
});

test.for<RedisRole>(['commands', 'blocking', 'queue'])(
  'a connection for %s that has fallen silent is replaced, and its command sent again',
  async (role) => {
    const server = await startRedisServer();
    onTestFinished(() => server.stop());
    let connections = 0;
    const proxy = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      connections += 1;
      if (connections === 1) return; // accepts everything and answers nothing
      const upstream = createConnection(server.port, '127.0.0.1');
      upstream.on('error', () => socket.destroy());
      socket.pipe(upstream).pipe(socket);
    });
    const { host, stop } = await startServer(proxy);
    onTestFinished(stop);
    const redis = connect({ REDIS_URL: `redis://${host}` }).open(role);
    expect(await redis.incr('count')).toBe(1);
    expect(connections).toBeGreaterThan(1); // on a slow machine the next may count as silent, too
  },
);

test.for<RedisRole>(['commands', 'blocking', 'queue'])(
  'a connection for %s leaves a master that hung for a moment, and was replaced meanwhile',
  async (role) => {
    const { master, replicas, sentinel, stop } = await startReplicatedRedis({ staysMaster: true });
    onTestFinished(stop);
    const redis = connect({ REDIS_SENTINELS: sentinel }).open(role);
    if (!(redis instanceof Redis)) throw new TypeError('it is one server');
    await redis.set('key', 'value');
    await redis.wait(1, 0);
    master.signal('SIGSTOP');
    await first(replicas).logged('MASTER MODE enabled');
    master.signal('SIGCONT');
    await expect.poll(() => redis.stream.remotePort).toBe(first(replicas).port);
    expect(await redis.get('key')).toBe('value');
  },
);

test('a connection that was being made to a master when it was replaced leaves it', async () => {
  const { master, replicas, sentinel, stop } = await startReplicatedRedis({ staysMaster: true });
  onTestFinished(stop);
  const connections = connect({ REDIS_SENTINELS: sentinel });
  // `late` has a longer socket timeout than a fail-over takes
  const [early, late] = [connections.open('commands'), connections.open('queue')];
  if (!(early instanceof Redis && late instanceof Redis)) throw new TypeError('it is one server');
  await early.set('key', 'value');
  await early.wait(1, 0);
  const asked = new Redis(`redis://${sentinel}`);
  onTestFinished(() => asked.disconnect());
  await asked.call('SENTINEL', 'SET', 'mymaster', 'down-after-milliseconds', '60000');
  master.signal('SIGSTOP');
  const connected = new Promise((resolve) => late.once('connect', resolve));
  late.disconnect(true);
  await connected;
  expect(late.stream.remotePort).toBe(master.port); // it is frozen, but still the master
  await asked.call('SENTINEL', 'FAILOVER', 'mymaster');
  await expect.poll(() => early.stream.remotePort).toBe(first(replicas).port);
  master.signal('SIGCONT');
  await expect.poll(() => late.stream.remotePort).toBe(first(replicas).port);
  expect(await late.get('key')).toBe('value');
});

test('a fail-over announced before a Sentinel was listened to is noticed', async () => {
  const { master, replicas, sentinel, stop } = await startReplicatedRedis({ staysMaster: true });
  onTestFinished(stop);
  master.signal('SIGSTOP');
  const asked = new Redis(`redis://${sentinel}`);
  onTestFinished(() => asked.disconnect());
  const current = () => asked.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', 'mymaster');
  await expect.poll(current).toEqual(['127.0.0.1', String(first(replicas).port)]);
  master.signal('SIGCONT');
  const left = new Redis(master.url);
  onTestFinished(() => left.disconnect());
  await once(left, 'ready');
  let isLeft = false;
  left.on('close', () => (isLeft = true));
  const watch = watchMaster(settingsOf({ REDIS_SENTINELS: sentinel }), silent);
  onTestFinished(() => watch.close());
  watch.follow(left);
  await expect.poll(() => isLeft).toBe(true);
});

test('a command that a replica refuses is sent again until it has become a master', async () => {
  const server = await startRedisServer();
  const other = await startRedisServer();
  onTestFinished(() => Promise.all([server.stop(), other.stop()]).then(() => undefined));
  const admin = connect({ REDIS_URL: server.url }).open('commands');
  const redis = connect({ REDIS_URL: server.url }).open('commands');
  await redis.set('key', '1');
  await admin.call('REPLICAOF', '127.0.0.1', String(other.port));
  let isAnswered = false;
  const answered = redis.incr('sum').finally(() => (isAnswered = true));
  await expect.poll(() => admin.info('errorstats')).toContain('errorstat_READONLY');
  expect(isAnswered).toBe(false);
  await admin.call('REPLICAOF', 'NO', 'ONE');
  expect(await answered).toBe(1);
});

test("a worker's connection that waits as long as BullMQ lets it is not taken for dead", async () => {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  const redis = connect({ REDIS_URL: server.url }).open('queue');
  const closes: unknown[] = [];
  redis.on('close', () => closes.push('closed'));
  expect(await redis.bzpopmin('nothing', 10)).toBeNull();
  expect(closes).toEqual([]);
});

test('a read that waits as long as one may is not taken for dead', async () => {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  const redis = connect({ REDIS_URL: server.url }).open('blocking');
  const closes: unknown[] = [];
  redis.on('close', () => closes.push('closed'));
  expect(await redis.xread('BLOCK', LONGEST_BLOCK_MS, 'STREAMS', 'nothing', '0')).toBeNull();
  expect(closes).toEqual([]);
});
