import { expect, test } from 'vitest';
import { ExitCode } from '../host/exit-code.js';
import { type Change, type Service, supervise } from './supervise.js';

/** A service that runs a line of shell, and is ready when it writes so. */
function shell(script: string, rest: Partial<Service> = {}): Service {
  return {
    name: 'it',
    command: { file: 'sh', args: ['-c', script], env: { PATH: process.env['PATH'] } },
    ready: (line) => (line === 'ready' ? Promise.resolve('here') : undefined),
    tell: () => undefined,
    ...rest,
  };
}

/** Supervises it until it has died as often; gives what happened to it. */
async function untilDead(service: Service, deaths: number): Promise<Change['kind'][]> {
  const kinds: Change['kind'][] = [];
  const died: (() => void)[] = [];
  const supervised = supervise(service, {
    onChange: ({ kind }) => {
      kinds.push(kind);
      if (kinds.filter((one) => one === 'died').length === deaths) died.forEach((resolve) => resolve());
    },
    restartDelayMs: () => 1,
  });
  await Promise.race([supervised.ended, new Promise<void>((resolve) => died.push(resolve))]);
  supervised.stop();
  await supervised.ended;
  return kinds;
}

test('a process that dies is started again', async () => {
  expect(await untilDead(shell('exit 1'), 2)).toEqual(['started', 'died', 'restarted', 'died', 'stopped']);
});

test('a required process that cannot start ends the run, with the last line that it wrote', async () => {
  const service = shell('echo one; echo "no room"; echo; exit 3', { mustStart: true });
  await expect(untilDead(service, 1)).rejects.toMatchObject({
    exitCode: ExitCode.configuration,
    message: "it can't start (exit code 3): no room",
  });
  await expect(untilDead(shell('exit 3', { mustStart: true }), 1)).rejects.toThrow(/^it can't start \(exit code 3\)$/);
});

test('a process that refuses its configuration ends the run, with the reason that it gave', async () => {
  const service = shell('echo "X is required"; exit 78', { tell: (line) => line });
  await expect(untilDead(service, 1)).rejects.toThrow(/^it refused its configuration: X is required$/);
});

test('a process that refuses its configuration is run by another command, if one may do, once', async () => {
  const { command } = shell('exit 1');
  const service = shell('echo "the port is taken"; exit 78', {
    tell: (line) => line,
    instead: (told) => (told.includes('taken') ? command : undefined),
  });
  expect((await untilDead(service, 1)).filter((kind) => kind !== 'told')).toEqual([
    'started',
    'started',
    'died',
    'stopped',
  ]);
  const twice = { ...service, instead: () => ({ ...service.command }) };
  await expect(untilDead(twice, 1)).rejects.toThrow('the port is taken');
});

test('a process that hangs is ended and started again', async () => {
  const service = shell('echo ready; kill -STOP $$', {
    hung: (line) => (line === 'ready' ? Promise.resolve() : undefined),
  });
  const kinds = await untilDead(service, 1);
  expect(kinds).toContain('hung');
  expect(kinds.slice(-2)).toEqual(['died', 'stopped']);
});

test('a required process that has been ready once is started again', async () => {
  const service = shell('echo ready; sleep 0.1; exit 1', { mustStart: true });
  expect(await untilDead(service, 1)).toEqual(['started', 'ready', 'died', 'stopped']);
});
