import { expect, test } from 'vitest';
import { redisSetting } from './redis-setting.js';

test('each setting that says where Redis is counts, also as a file', () => {
  for (const name of ['REDIS_URL', 'REDIS_SENTINELS', 'REDIS_CLUSTER_NODES']) {
    expect(redisSetting({ [name]: 'a:1' })).toBe(name);
    expect(redisSetting({ [`${name}_FILE`]: '/run/secrets/redis' })).toBe(name);
  }
});

test('an empty one does not count', () => {
  expect(redisSetting({ REDIS_URL: '', REDIS_URL_FILE: ' ', KEY_PREFIX: 'a' })).toBeUndefined();
});

test('where REDIS_URL only tells user and password, the other one says where Redis is', () => {
  expect(redisSetting({ REDIS_URL: 'redis://a:b@unused', REDIS_SENTINELS: 'a:1' })).toBe('REDIS_SENTINELS');
});
