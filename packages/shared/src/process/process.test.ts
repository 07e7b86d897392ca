import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { spawnBound } from '../testing/spawn-bound.js';

const index = JSON.stringify(new URL('../../dist/index.js', import.meta.url));

/** Runs a process, asks it to stop once it listens, and returns its exit code and output. */
async function run(body: string, environment: Record<string, string>) {
  const child = start(body, environment);
  child.stdout.on('data', (data) => String(data).includes('"msg":"listening"') && child.kill('SIGTERM'));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, stdout, stderr };
}

/** @param redirection that the shell which starts it applies */
function start(body: string, environment: Record<string, string>, redirection = '') {
  const script = `
    import { processSettings, runProcess } from ${index};
    import { z } from ${JSON.stringify(import.meta.resolve('zod'))};
    await runProcess(process, {
      name: 'sample',
      settings: z.object(processSettings({ httpPort: 0 })),
      run: async ({ settings, log, checks, signal }) => { ${body} },
    });`;
  const env = { PATH: process.env['PATH'], ...environment };
  const command = `exec "$0" --input-type=module -e "$1" ${redirection}`;
  const child = spawnBound('sh', ['-c', command, process.execPath, script], { env });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

const untilStopped = `await new Promise((resolve) => signal.addEventListener('abort', resolve));`;

test('a process that is asked to stop finishes and exits with 0', async () => {
  const { code, stdout } = await run(`setTimeout(() => {}, 60_000); ${untilStopped}`, {});
  expect(code).toBe(0);
  expect(stdout).toContain('"msg":"stopped"');
});

test('wrong settings are one line each on stderr, and exit code 78', async () => {
  const { code, stderr } = await run(untilStopped, { HTTP_PORT: 'x', LOG_LEVEL: 'loud' });
  expect(code).toBe(78);
  expect(stderr).toMatch(/^HTTP_PORT should be .*\nLOG_LEVEL should be .*\n$/);
});

test('a process that would not verify certificates does not start', async () => {
  const { code, stderr } = await run(untilStopped, { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
  expect(code).toBe(78);
  expect(stderr).toContain('NODE_TLS_REJECT_UNAUTHORIZED should not be 0');
});

test('a process that does not finish in time is ended', async () => {
  const { code, stdout } = await run(`setInterval(() => {}, 1_000); await new Promise(() => {});`, {
    SHUTDOWN_TIMEOUT: '100ms',
  });
  expect(code).toBe(1);
  expect(stdout).toContain('did not finish in time');
});

test('an uncaught error is logged and ends the process', async () => {
  const child = start(`setImmediate(() => { throw new Error('broken'); }); ${untilStopped}`, {});
  const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')]);
  expect(child.exitCode).toBe(1);
  expect(stdout).toContain('broken');
});

test.runIf(existsSync('/dev/full'))('a log that cannot be written does not end a process', async () => {
  const child = start(`log.info('one'); log.info('two');`, {}, '>/dev/full');
  await once(child, 'close');
  expect(child.exitCode).toBe(0);
});
