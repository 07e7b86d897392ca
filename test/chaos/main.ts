// The fault laboratory: everything that can die, hang, fill up or lie does so while calls are played whose right answer is known.
// `npm run chaos -- --help`
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { runBench } from '../bench/programs/run-bench.js';
import { REDIS_MODES } from './fault-kinds.js';
import { isContent, printReport } from './print-report.js';
import { runChaos } from './run-chaos.js';

const help = `npm run chaos -- [--minutes 5] [--seed 1] [--redis standalone] [--calls-per-second 3] [--set NAME=value]... [--json] [--log FILE]

  --minutes           how long faults happen; what is owed is waited for after that
  --seed              the same seed makes the same calls and the same schedule of faults
  --redis             ${REDIS_MODES.join(', ')}
  --calls-per-second  how many calls begin per second
  --set               a setting of all processes, REDIS_MIN_REPLICAS=1 say
  --json              prints the ledger as JSON
  --log               writes what the processes have logged into this file

It exits with 1 where anything was lost, false or repeated beyond what docs/guarantees.md says a fail-over may cost.`;

const Flags = z.object({
  minutes: z.coerce.number().positive(),
  seed: z.coerce.number().int(),
  redis: z.enum(REDIS_MODES),
  'calls-per-second': z.coerce.number().positive(),
  set: z.array(z.string().regex(/^\w+=/, 'NAME=value')).default([]),
  json: z.boolean(),
  log: z.string().optional(),
  help: z.boolean(),
});
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    redis: { type: 'string', default: 'standalone' },
    'calls-per-second': { type: 'string', default: '3' },
    set: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    log: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const flags = Flags.parse(values);
if (flags.help) console.log(help);
else {
  const log = flags.log === undefined ? undefined : createWriteStream(flags.log);
  await runBench(async ({ onEnd }) => {
    const report = await runChaos(
      {
        mode: flags.redis,
        seed: flags.seed,
        minutes: flags.minutes,
        callsPerSecond: flags['calls-per-second'],
        settings: Object.fromEntries(flags.set.map((pair) => pair.split(/=(.*)/s).slice(0, 2))),
      },
      { onEnd, tell: console.error, log: (line) => log?.write(`${line}\n`) },
    );
    const command = `npm run chaos -- --minutes ${flags.minutes} --seed ${flags.seed} --redis ${flags.redis} --calls-per-second ${flags['calls-per-second']}`;
    console.log(flags.json ? JSON.stringify({ command, ...report }) : printReport(report, command));
    return isContent(report);
  });
}
