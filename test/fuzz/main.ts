import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { spawnBound } from '@cueline/shared/testing';
import fc from 'fast-check';
import { fuzzTargets } from './fuzz-targets.js';

const HELP = `npm run fuzz -- [--seconds 60] [--seed N] [--only ${Object.keys(fuzzTargets).join('|')}]

Feeds each parser of what comes from elsewhere with texts that are nearly right, for so many seconds, side by side.
Ends with 1 when one of them breaks, and prints the least text that it breaks on and the seed that leads there.`;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(HELP);
else if (values.only === undefined) process.exitCode = await fuzzAll();
else process.exitCode = fuzz(values.only);

/** Each runs in a process of its own. */
async function fuzzAll(): Promise<number> {
  const codes = Object.keys(fuzzTargets).map(async (name) => {
    const flags = ['--only', name, '--seconds', values.seconds, '--seed', values.seed];
    const child = spawnBound(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), ...flags]);
    child.stdout.pipe(process.stdout);
    child.stderr.pipe(process.stderr);
    await once(child, 'close');
    return child.exitCode === 0 ? 0 : 1;
  });
  return Math.max(...(await Promise.all(codes)));
}

function fuzz(name: string): number {
  const [, property] = Object.entries(fuzzTargets).find(([known]) => known === name) ?? [];
  if (property === undefined) throw new Error(`nothing is called ${name}\n\n${HELP}`);
  const details = fc.check<unknown[]>(property, {
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: Number(values.seconds) * 1000,
    markInterruptAsFailure: false,
    seed: Number(values.seed),
  });
  console.log(`${name}: ${details.numRuns} texts, seed ${details.seed}${details.failed ? ', broken' : ''}`);
  if (details.failed) console.error(fc.defaultReportMessage(details), '\n', details.errorInstance);
  return details.failed ? 1 : 0;
}
