import { networkInterfaces } from 'node:os';
import { createHealthApp, createMetrics, listen } from '@cueline/shared';
import { expect, onTestFinished, test } from 'vitest';
import { pipelineService } from './pipeline-service.js';

const hasIPv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));

/** Where a process that listens there and is ready is found, when it is set up so. */
async function found(host: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const app = createHealthApp({ metrics: createMetrics('ingest'), checks: new Map() });
  const { server, port } = await listen(app, host, 0);
  onTestFinished(() => void server.close());
  const line = JSON.stringify({ level: 'info', msg: 'listening', port });
  const url = await pipelineService('ingest', 'ingest', { env }).ready(line, AbortSignal.timeout(20_000));
  return url?.replace(String(port), 'port');
}

test('a process is found on loopback, also if HTTP_HOST is empty', async () => {
  expect(await found('127.0.0.1', {})).toBe('http://127.0.0.1:port');
  expect(await found('127.0.0.1', { HTTP_HOST: '' })).toBe('http://127.0.0.1:port');
});

test.runIf(hasIPv6)('a process is found at an IPv6 address', async () => {
  expect(await found('::1', { HTTP_HOST: '::1' })).toBe('http://[::1]:port');
});

test('a process gets a free port, or the requested one, whatever port the environment sets', () => {
  const env = { HTTP_PORT: '9101', HTTP_PORT_FILE: '/port' };
  const portOf = (httpPort?: number) => pipelineService('ingest', 'ingest', { env, httpPort }).command.env;
  expect(portOf()).toMatchObject({ HTTP_PORT: '0', HTTP_PORT_FILE: '' });
  expect(portOf(9201)).toMatchObject({ HTTP_PORT: '9201', HTTP_PORT_FILE: '' });
});
