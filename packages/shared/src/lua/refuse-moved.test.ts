import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readScript } from '../redis/script.js';
import { type RedisServer, startRedisServer } from '../testing/index.js';

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

/** Scripts without keys of partitions, and those that change nothing that moves. */
const OTHERS = new Set([
  'begin-act',
  'end-act',
  'beat',
  'stand-by',
  'remove-dead-consumers',
  'hold-queue',
  'pass-hold',
  'release-queue',
  'take-request',
]);

const packages = new URL('../../../', import.meta.url);
const scripts = globSync('*/src/**/*.lua', { cwd: fileURLToPath(packages) })
  .filter((path) => !path.startsWith('shared/'))
  .filter((path) => !OTHERS.has(basename(path, '.lua')));

test.each(scripts)('a partition that has moved is not touched by %s', async (path) => {
  const [name = '', ...rest] = path.split('/src/');
  const { lua } = readScript(rest.join('/src/').replace(/\.lua$/, ''), new URL(`${name}/src/x.ts`, packages).href);
  const keys = Array.from({ length: 20 }, (_, i) => `moved:{1.3}:key-${i}`);
  await redis.set('moved:{1.3}:moved', 2);
  await expect(redis.eval(lua, keys.length, ...keys, '0', '0')).rejects.toThrow('PARTITIONMOVED');
  expect(await redis.keys('*')).toEqual(['moved:{1.3}:moved']);
  expect(readFileSync(new URL(path, packages), 'utf8')).toContain('\n-- @include refuse-moved\n');
});
