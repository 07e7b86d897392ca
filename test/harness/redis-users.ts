import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedisServer } from '@cueline/shared/testing';
import { onTestFinished } from 'vitest';
import { connectTestRedis, type TestRedis } from './redis.js';

/** Redis with the users that ship, and the URL with which each of them logs in. */
export interface GuardedRedis {
  /** Its client may do everything. */
  readonly redis: TestRedis;
  readonly urlOf: (user: string) => string;
}

/** Starts Redis with `deploy/redis/users.acl`, each user with a password of its own. */
export async function startGuardedRedis(): Promise<GuardedRedis> {
  const directory = await mkdtemp(join(tmpdir(), 'cueline-acl-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const passwords = new Map<string, string>();
  const shipped = await readFile(new URL('../../deploy/redis/users.acl', import.meta.url), 'utf8');
  const rules = shipped.replace(/>(\w+)_PASSWORD/g, (_, name: string) => {
    const password = randomBytes(16).toString('hex');
    passwords.set(name.toLowerCase(), password);
    return `>${password}`;
  });
  const file = join(directory, 'users.acl');
  await writeFile(file, rules);
  const server = await startRedisServer(() => ['--aclfile', file]);
  onTestFinished(() => server.stop());
  const urlOf = (user: string) => `redis://${user}:${passwords.get(user)}@127.0.0.1:${server.port}`;
  return { redis: connectTestRedis(server, { REDIS_URL: urlOf('admin') }), urlOf };
}
