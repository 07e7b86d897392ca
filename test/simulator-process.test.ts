import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { spawnBound } from '@cueline/shared/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';

const main = 'packages/simulator/dist/main.js';
const ListeningLine = z.object({ msg: z.literal('simulator listens'), url: z.url() });

test('the simulator serves from the address that it logs, and ends within a second when asked to', async () => {
  const simulator = spawnBound(process.execPath, [main, '--port', '0', '--loop', '--no-wait']);
  const exited = once(simulator, 'exit');
  const [line] = await once(createInterface({ input: simulator.stdout }), 'line');
  const { url } = ListeningLine.parse(JSON.parse(String(line)));
  expect((await fetch(`${url}/control/state`)).status).toBe(200);
  const askedAtMs = performance.now();
  simulator.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  expect(performance.now() - askedAtMs).toBeLessThan(1000);
});

test('a flag that makes no sense is told in one line', async () => {
  const simulator = spawnBound(process.execPath, [main, '--speed', 'fast']);
  const exited = once(simulator, 'exit');
  const [line] = await once(createInterface({ input: simulator.stderr }), 'line');
  expect(line).toMatch(/^--speed: /);
  expect(await exited).toEqual([64, null]);
});
