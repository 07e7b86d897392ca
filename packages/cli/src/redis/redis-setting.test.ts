import { expect, test } from 'vitest';
import { redisSetting } from './redis-setting.js';

test("each setting that gives Redis' address counts, also as a file", () => {
  for (const name of ['REDIS_URL', 'REDIS_SENTINELS', 'REDIS_CLUSTER_NODES']) {
    expect(redisSetting({ [name]: 'a:1' })).toBe(name);
    expect(redisSetting({ [`${name}_FILE`]: '/run/secrets/redis' })).toBe(name);
  }
});

test('an empty setting does not count', () => {
  expect(redisSetting({ REDIS_URL: '', REDIS_URL_FILE: ' ', KEY_PREFIX: 'a' })).toBeUndefined();
});

test('if REDIS_URL gives only user and password, another setting gives the address', () => {
  expect(redisSetting({ REDIS_URL: 'redis://a:b@unused', REDIS_SENTINELS: 'a:1' })).toBe('REDIS_SENTINELS');
});
