import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { spawnBound } from '@cueline/shared/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';

const main = 'packages/simulator/dist/main.bundle.js';
const ListeningLine = z.object({ msg: z.literal('simulator listens'), url: z.url() });
const State = z.object({ liveCalls: z.int() });

test('the simulator serves from the address that it logs, and ends when asked to, in the middle of calls', async () => {
  const simulator = spawnBound(process.execPath, [main, '--port', '0', '--loop', '--no-wait']);
  const exited = once(simulator, 'exit');
  const [line] = await once(createInterface({ input: simulator.stdout }), 'line');
  const { url } = ListeningLine.parse(JSON.parse(String(line)));
  const liveCalls = async () => State.parse(await (await fetch(`${url}/control/state`)).json()).liveCalls;
  await expect.poll(liveCalls).toBeGreaterThan(0);
  simulator.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

test('a flag with a wrong value is reported in one line', async () => {
  const simulator = spawnBound(process.execPath, [main, '--speed', 'fast']);
  const exited = once(simulator, 'exit');
  const [line] = await once(createInterface({ input: simulator.stderr }), 'line');
  expect(line).toMatch(/^--speed: /);
  expect(await exited).toEqual([64, null]);
});
