import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { spawnBound } from '@cueline/shared/testing';

const HELP = `npm run laws -- [--rounds 20] [--seed N]

Runs all property tests so many times, each time with other random inputs. \`npm test\` tries the same ones in each run.
Stops at the first round that fails, and prints its seed: \`--rounds 1 --seed N\` repeats it.`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    help: { type: 'boolean', default: false },
  },
});

const root = fileURLToPath(new URL('../..', import.meta.url));
const vitest = join(createRequire(import.meta.url).resolve('vitest/package.json'), '../vitest.mjs');

if (values.help) console.log(HELP);
else process.exitCode = await runRounds(Number(values.rounds), Number(values.seed));

async function runRounds(rounds: number, firstSeed: number): Promise<number> {
  const files = filesWithLaws();
  for (let round = 0; round < rounds; round += 1) {
    const seed = firstSeed + round;
    const args = [vitest, 'run', '--reporter=dot', ...files];
    const child = spawnBound(process.execPath, args, { cwd: root, env: { ...process.env, LAW_SEED: String(seed) } });
    const output = child.stdout.toArray();
    child.stderr.pipe(process.stderr);
    await once(child, 'close');
    if (child.exitCode !== 0) {
      console.log(`${(await output).join('')}\nround ${round + 1}, seed ${seed}: broken`);
      return 1;
    }
    console.log(`round ${round + 1} of ${rounds}, seed ${seed}: ${files.length} files hold`);
  }
  return 0;
}

function filesWithLaws(): string[] {
  return globSync('{packages/*/src,test}/**/*.test.ts', { cwd: root }).filter((file) =>
    readFileSync(join(root, file), 'utf8').includes("from 'fast-check'"),
  );
}
