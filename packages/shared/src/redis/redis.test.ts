import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { createConnections } from './connections.js';
import { createKeys } from '../stored/keys.js';
import { createLayoutInForce } from '../process/layout-in-force.js';
import { createWrittenFormat } from '../process/written-format.js';
import { createLog } from '../logging/log.js';
import { checkRedis, type RedisCheck } from '../process/redis-check.js';
import { redisSettings } from './redis-settings.js';
import { createRedis, redisObjection } from './redis.js';
import type { RedisClient } from './redis-client.js';
import { defineScript } from './script.js';
import { readSettings } from '../settings/settings.js';
import { freePorts } from '../testing/free-ports.js';
import { startRedisServer, type RedisServer } from '../testing/redis-server.js';
import { startServer } from '../testing/start-server.js';

let server: RedisServer;
let redis: RedisClient;
const lines: string[] = [];
const log = createLog({ name: 'test', level: 'info', destination: { write: (line) => void lines.push(line) } });

beforeAll(async () => {
  server = await startRedisServer();
  const settings = readSettings(z.object(redisSettings), { REDIS_URL: server.url });
  redis = createRedis(settings, { role: 'commands', log });
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

function check(more: Partial<RedisCheck> = {}) {
  const layout = createLayoutInForce(() => {});
  const parts = {
    name: 'sample',
    layout,
    format: createWrittenFormat(),
    redis,
    prefix: 'elsewhere',
    partitions: 8,
    log,
  };
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  return checkRedis({ ...parts, signal: leaving.signal, ...more });
}

test('a script gives what its schema says, and survives a server that forgot it', async () => {
  const add = defineScript(redis, { name: 'add', lua: 'return redis.call("INCRBY", KEYS[1], ARGV[1])' }, z.int());
  expect(await add(['{0}:sum'], [2])).toBe(2);
  await redis.script('FLUSH');
  expect(await add(['{0}:sum'], [3])).toBe(5);
});

test('a script that returns something else is a defect', async () => {
  const say = defineScript(redis, { name: 'say', lua: 'return "word"' }, z.int());
  await expect(say([], [])).rejects.toThrow('script say returned something unexpected');
});

test('if Redis has no memory left, only a script that makes room runs', async () => {
  const lua = 'return redis.call("RPUSH", KEYS[1], ARGV[1])';
  const fills = defineScript(redis, { name: 'fills', lua }, z.int());
  const makesRoom = defineScript(redis, { name: 'makes-room', lua, makesRoom: true }, z.int());
  await check({ prefix: 'full' });
  await redis.config('SET', 'maxmemory', '1');
  try {
    await expect(fills(['{0}:list'], ['x'])).rejects.toThrow('OOM');
    expect(await makesRoom(['{0}:list'], ['x'])).toBe(1);
    await check({ prefix: 'full' });
  } finally {
    await redis.config('SET', 'maxmemory', '0');
  }
});

test('a master that becomes a replica is waited for, without a warning of leaking listeners', async () => {
  const other = await startRedisServer();
  const settings = readSettings(z.object(redisSettings), { REDIS_URL: other.url });
  const [writer, operator] = [
    createRedis(settings, { role: 'commands', log }),
    createRedis(settings, { role: 'commands', log }),
  ];
  const warnings: string[] = [];
  const onWarning = ({ name }: Error) => void warnings.push(name);
  process.on('warning', onWarning);
  onTestFinished(async () => {
    process.off('warning', onWarning);
    writer.disconnect();
    operator.disconnect();
    await other.stop();
  });
  await operator.call('REPLICAOF', '127.0.0.1', '1');
  const writes = Promise.all(Array.from({ length: 50 }, (_, i) => writer.set(`key${i}`, 'x')));
  await once(writer, 'reconnecting');
  await operator.call('REPLICAOF', 'NO', 'ONE');
  expect(await writes).toHaveLength(50);
  expect(warnings).toEqual([]);
});

test('why Redis is away is in the objection, until it is back', async () => {
  const settings = readSettings(z.object(redisSettings), { REDIS_URL: 'redis://127.0.0.1:1' });
  const absent = createRedis(settings, { role: 'commands', log });
  onTestFinished(() => absent.disconnect());
  const objection = 'redis is away (connect ECONNREFUSED 127.0.0.1:1)';
  await vi.waitFor(() => expect(redisObjection(absent)).toBe(objection), 20_000);
  await redis.ping();
  expect(redisObjection(redis)).toBeUndefined();
});

test('why Redis closes each connection at once is known, though no other error says so', async () => {
  // all that is sent to it is taken, so that the client notices nothing but the end
  const refusing = createServer((socket) =>
    socket
      .on('error', () => undefined)
      .resume()
      .end('-DENIED by a test\r\n'),
  );
  const { host, stop } = await startServer(refusing);
  onTestFinished(stop);
  const settings = readSettings(z.object(redisSettings), { REDIS_URL: `redis://${host}` });
  const refused = createRedis(settings, { role: 'commands', log });
  onTestFinished(() => refused.disconnect());
  await vi.waitFor(() => expect(redisObjection(refused)).toBe('redis is away (DENIED by a test)'), 20_000);
});

test('the number of partitions of the first start counts', async () => {
  await check({ prefix: 'checked' });
  expect(await check({ prefix: 'checked', partitions: 4 })).toMatchObject({ epoch: 0, partitions: 8 });
  expect(lines.join()).toContain('PARTITIONS counts at the first start');
});

test('a Redis that may lose entries is warned of', async () => {
  await redis.config('SET', 'appendonly', 'no', 'maxmemory-policy', 'allkeys-lru');
  await check({ prefix: 'warned' });
  expect(lines.join()).toContain('set maxmemory-policy noeviction');
  expect(lines.join()).toContain('set appendonly yes');
  await redis.config('SET', 'appendonly', 'yes', 'maxmemory-policy', 'noeviction');
});

test('a database that Redis does not have is refused', async () => {
  const settings = readSettings(z.object(redisSettings), { REDIS_URL: `${server.url}/99` });
  const elsewhere = createRedis(settings, { role: 'commands', log });
  onTestFinished(() => elsewhere.disconnect());
  const checked = check({ redis: elsewhere });
  await expect(checked).rejects.toThrow('REDIS_URL should name a database that exists: Redis has no database ');
});

test('a user of database 0 does not need the right to select another', async () => {
  await redis.call('ACL', 'SETUSER', 'plain', 'on', '>word', '~*', '+@all', '-select');
  const { port } = server;
  const settings = readSettings(z.object(redisSettings), { REDIS_URL: `redis://plain:word@127.0.0.1:${port}` });
  const plain = createRedis(settings, { role: 'commands', log });
  onTestFinished(() => plain.disconnect());
  await check({ redis: plain, prefix: 'plain' });
  expect(await redis.get(createKeys('plain').partitions)).toBe('8');
});

test('Cluster nodes that do not answer are not reported as back', async () => {
  lines.length = 0;
  const [one, other] = await freePorts(2);
  const settings = readSettings(z.object(redisSettings), {
    REDIS_CLUSTER_NODES: `127.0.0.1:${one},127.0.0.1:${other}`,
  });
  const cluster = createRedis(settings, { role: 'commands', log });
  onTestFinished(() => cluster.disconnect());
  let tries = 0;
  cluster.on('+node', () => (tries += 1));
  await vi.waitFor(() => expect(tries).toBeGreaterThan(6), 20_000);
  expect(lines.join()).toContain('redis is away');
  expect(lines.join()).not.toContain('redis is back');
});

test('commands wait while Redis is away, and its absence is logged once', async () => {
  lines.length = 0;
  await server.kill();
  const answered = redis.incr('{0}:later');
  await vi.waitFor(() => expect(lines.join()).toContain('redis is away'), 20_000);
  await server.restart();
  expect(await answered).toBe(1);
  expect(lines.filter((line) => line.includes('redis is back'))).toHaveLength(1);
  expect(lines.filter((line) => line.includes('ECONNREFUSED')).length).toBeLessThanOrEqual(1);
});

test('all connections of a process together log the absence of Redis once, and its return once', async () => {
  const away = await startRedisServer();
  onTestFinished(() => away.stop());
  const settings = readSettings(z.object(redisSettings), { REDIS_URL: away.url });
  const connections = createConnections(settings, log);
  onTestFinished(connections.close);
  const clients = Array.from({ length: 5 }, () => connections.open('commands'));
  for (const client of clients) await client.ping();
  lines.length = 0;
  await away.kill();
  const refused = () => lines.filter((line) => line.includes('ECONNREFUSED'));
  await vi.waitFor(() => expect(refused()).toHaveLength(1), 20_000);
  await away.restart();
  for (const client of clients) await client.ping();
  expect(refused()).toHaveLength(1);
  expect(lines.filter((line) => line.includes('redis is back'))).toHaveLength(1);
});
