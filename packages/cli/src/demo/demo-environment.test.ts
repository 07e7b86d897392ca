import { expect, test } from 'vitest';
import { defaultSettings } from '../calls/default-settings.js';
import { demoEnvironment } from './demo-environment.js';

const cxone = { CXONE_BASE_URL: 'http://127.0.0.1:1', CXONE_CLIENT_ID: 'id', CXONE_CLIENT_SECRET: 'secret' };
const options = { env: { PATH: '/bin', CUE_MODE: 'shadow' }, redisUrl: 'redis://r', cxone, rulesFile: 'rules.json' };

test('at real speed the processes of the demo have the default settings', () => {
  const defaults = Object.entries(defaultSettings).map(([name, value]) => [name, `${value}`]);
  expect(demoEnvironment({ ...options, speed: 1 })).toMatchObject(Object.fromEntries(defaults));
});

test('times shrink with the speed, and the number of cues does not', () => {
  const { IDLE_TIMEOUT_MS, CUE_RATE_WINDOW_MS, CUE_RATE_MAX } = demoEnvironment({ ...options, speed: 100 });
  expect({ IDLE_TIMEOUT_MS, CUE_RATE_WINDOW_MS, CUE_RATE_MAX }).toEqual({
    IDLE_TIMEOUT_MS: '9000',
    CUE_RATE_WINDOW_MS: '10',
    CUE_RATE_MAX: '20',
  });
});

test('settings of the surrounding environment are not inherited', () => {
  const environment = demoEnvironment({ ...options, speed: 10 });
  expect(environment).toMatchObject({ PATH: '/bin' });
  expect(environment).not.toHaveProperty('CUE_MODE');
});
