import { expect, test } from 'vitest';
import { refusalIn } from './redis-refusal.js';

const info = (lines: Readonly<Record<string, string | number>>) =>
  ['# Memory', ...Object.entries(lines).map(([name, value]) => `${name}:${value}`)].join('\r\n');
const healthy = {
  used_memory: 5_000_000,
  maxmemory: 0,
  maxmemory_policy: 'noeviction',
  role: 'master',
};

test('a healthy Redis refuses nothing, with a memory limit or without', () => {
  expect(refusalIn(info(healthy))).toBeUndefined();
  expect(refusalIn(info({ ...healthy, maxmemory: 50_000_000 }))).toBeUndefined();
});

test.each([
  [{ maxmemory: 1_048_576 }, 'Redis is full and refuses writes: 4.8 MB of 1.0 MB (maxmemory) are used'],
  [{ role: 'slave', master_host: 'm', master_port: 1 }, 'this Redis is a replica, and refuses writes'],
])('%j is reported', (changed, what) => {
  expect(refusalIn(info({ ...healthy, ...changed }))).toMatchObject({ what });
});
