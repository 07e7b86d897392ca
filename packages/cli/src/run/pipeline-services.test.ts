import { expect, test } from 'vitest';
import { pipelineServices } from './pipeline-services.js';

function portsOf(httpPort?: number) {
  const services = pipelineServices({ matchers: 3, httpPort, archives: true, env: {} }).flat();
  return Object.fromEntries(services.map(({ name, command }) => [name, command.env['HTTP_PORT']]));
}

test('from 9101 on, each process has its default port, and further matchers the ports after that', () => {
  expect(portsOf(9101)).toEqual({
    ingest: '9101',
    'matcher 1': '9102',
    publisher: '9103',
    'matcher 2': '9104',
    'matcher 3': '9105',
    archive: '9106',
  });
});

test('without a port, processes get free ones', () => {
  expect(new Set(Object.values(portsOf()))).toEqual(new Set(['0']));
});
