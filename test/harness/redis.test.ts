import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { spawnBound } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { startRedis } from './redis.js';

test('Redis is as Cueline wants it', async () => {
  const { client } = await startRedis();
  expect(await client.config('GET', 'append*')).toMatchObject(
    expect.arrayContaining(['appendonly', 'yes', 'everysec']),
  );
  expect(await client.config('GET', 'maxmemory-policy')).toContain('noeviction');
});

test('what was written is there again after a restart, on the same port', async () => {
  const { server, client } = await startRedis();
  await client.set('key', 'value');
  // Every second would be too late for a kill at once.
  await client.config('SET', 'appendfsync', 'always');
  await client.set('other', 'value');
  await server.restart();
  expect(await client.mget('key', 'other')).toEqual(['value', 'value']);
});

test('Redis ends when the process that started it is killed', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'cueline-test-'));
  // A killed process cannot remove what it left behind.
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const script = `
    import { startRedisServer } from '@cueline/shared/testing';
    console.log((await startRedisServer()).url);
    setInterval(() => undefined, 1000);`;
  const starter = spawnBound(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { PATH: process.env['PATH'], TMPDIR: directory },
  });
  const [url] = await once(createInterface({ input: starter.stdout }), 'line');
  const client = new Redis(String(url), { retryStrategy: null, lazyConnect: true });
  await client.connect();
  starter.kill('SIGKILL');
  await once(client, 'end');
  expect(client.status).toBe('end');
});
