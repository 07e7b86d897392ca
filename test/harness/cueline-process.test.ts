import { expect, test } from 'vitest';
import { startProcess } from './cueline-process.js';
import { startRedis } from './redis.js';
import { startSimulator } from './simulator.js';

test('a process is started, killed, started again, and asked to end', async () => {
  const { environment: redis } = await startRedis();
  const { simulator, environment: cxone } = await startSimulator();
  const ingest = await startProcess('ingest', { ...redis, ...cxone });
  await ingest.ready();
  await simulator.sockets.subscribed();
  await ingest.kill();
  await expect.poll(() => simulator.sockets.list()).toEqual([]);
  await ingest.restart();
  await ingest.ready();
  expect(ingest.log.filter(({ msg }) => msg === 'listening')).toHaveLength(2);
  expect(await ingest.stop()).toBe(0);
});

test('a frozen process does nothing until it is thawed', async () => {
  const { environment: redis } = await startRedis();
  const { simulator, environment: cxone } = await startSimulator();
  const ingest = await startProcess('ingest', { ...redis, ...cxone });
  await simulator.sockets.subscribed();
  ingest.freeze();
  simulator.sockets.reset('all');
  await expect.poll(() => simulator.sockets.list()).toEqual([]);
  ingest.thaw();
  await expect.poll(() => simulator.sockets.list().filter(({ subscribed }) => subscribed).length).toBe(1);
});

test('a process that cannot start says why', async () => {
  await expect(startProcess('ingest', {})).rejects.toThrow('CXONE_CLIENT_ID is required');
});
