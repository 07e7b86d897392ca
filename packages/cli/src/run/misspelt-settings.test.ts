import { expect, test } from 'vitest';
import { misspeltSettings } from './misspelt-settings.js';

test('a misspelt setting is named, with the one that was meant; known settings and those of other programs are not', () => {
  expect(misspeltSettings({ PARTITION: '4', CUE_MOD: 'shadow', CXONE_TENANT: 'a' })).toEqual([
    'PARTITION is no setting: did you mean PARTITIONS?',
    'CUE_MOD is no setting: did you mean CUE_MODE?',
    'CXONE_TENANT is no setting: README.md lists them',
  ]);
  const others = { PATH: '', HOME: '', REDIS_PORT: 'tcp://10.0.0.1:6379', REDIS_SERVICE_HOST: '', HTTP_PROXY: '' };
  expect(misspeltSettings({ ...others, PARTITIONS: '4', CXONE_CLIENT_SECRET_FILE: '/secret' })).toEqual([]);
});
