import { expect, test } from 'vitest';
import { secretsOf } from './secrets-of.js';

test('only secret settings and passwords in URLs are secrets', () => {
  const settings = {
    CXONE_CLIENT_ID: 'cueline',
    CXONE_CLIENT_SECRET: 'hush',
    REDIS_SENTINEL_PASSWORD: 'quiet',
    REDIS_URL: 'rediss://matcher:p%40ss@host:6379',
    CXONE_BASE_URL: 'https://api.example',
    CXONE_SUBSCRIBE_MESSAGE: '{"action":"subscribe"}',
    PARTITIONS: 8,
  };
  expect(secretsOf(settings)).toEqual(['hush', 'quiet', 'p%40ss', 'p@ss']);
});

test('a password that cannot be decoded is a secret as written', () => {
  expect(secretsOf({ REDIS_URL: 'redis://u:%zz@host' })).toEqual(['%zz']);
});

test('values of templates are secrets, unless they are short', () => {
  const values = { area: 'na1', awsKey: 'wJalrXUtnFEMI', pem: '-----BEGIN\nkey' };
  expect(secretsOf({ PLATFORM_VALUES: values })).toEqual(['wJalrXUtnFEMI', '-----BEGIN\nkey', '-----BEGIN\\nkey']);
});
