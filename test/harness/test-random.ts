import { randomInt } from 'node:crypto';
import { createRandom, type Random } from '@cueline/simulator';
import { onTestFailed } from 'vitest';

/** Chance for one test, from the seed that the environment variable `SEED` names, else from a fresh one. A test that fails tells its seed. */
export function createTestRandom(): Random {
  const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31));
  onTestFailed(() => void process.stderr.write(`SEED=${seed} repeats the random choices of this test\n`));
  return createRandom(seed);
}
