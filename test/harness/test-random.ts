import { randomInt } from 'node:crypto';
import { createRandom, type Random } from '@cueline/simulator';
import { onTestFailed } from 'vitest';

/** Random numbers for one test, from the seed in the environment variable `SEED`, else from a new one. A failing test prints its seed. */
export function createTestRandom(): Random {
  const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31));
  onTestFailed(() => void process.stderr.write(`SEED=${seed} repeats the random choices of this test\n`));
  return createRandom(seed);
}
