// Two releases side by side: calls are played whose right answer is known, while the processes of one are replaced by those of the
// other, one after the other, forwards and back. `npm run test:rolling -- --help`
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { createKeys, createWrittenFormat } from '@cueline/shared';
import { z } from 'zod';
import { runBench } from '../bench/programs/run-bench.js';
import { isContent, printReport } from '../chaos/print-report.js';
import { type Disturb, runLab } from '../chaos/run-chaos.js';
import { PartnerError } from './last-release.js';
import { buildNextPartner, buildPartner } from './partner.js';
import { roll } from './roll.js';

const help = `npm run test:rolling -- [--from REF | --next] [--seconds 120] [--calls-per-second 3] [--seed 1] [--log FILE]

  --from              the tag or commit that runs beside this build; by default the last release: its tag,
                      or the commit that gave CHANGELOG.md its heading
  --next              a stand-in for the next release instead: this build, with a format that is one higher
  --seconds           how long calls are played: half of it while rolling forwards, half while rolling back
  --calls-per-second  how many calls begin per second
  --seed              the same seed makes the same calls
  --log               writes what the processes have logged into this file

It exits with 1 where anything was lost, false or repeated. A commit from before formats had numbers cannot run beside this build.`;

const Flags = z.object({
  from: z.string().optional(),
  next: z.boolean(),
  seconds: z.coerce.number().positive(),
  'calls-per-second': z.coerce.number().positive(),
  seed: z.coerce.number().int(),
  log: z.string().optional(),
  help: z.boolean(),
});
const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    next: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '120' },
    'calls-per-second': { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    log: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

/** How many processes there are: each is replaced twice. */
const PROCESSES = 6;
/** About as long as one takes to start and another to end. */
const REPLACED_MS = 3000;

const flags = Flags.parse(values);
if (flags.help) console.log(help);
else
  await runBench(async ({ onEnd }) => {
    const partner = await (flags.next ? buildNextPartner() : buildPartner(flags.from)).catch((error: unknown) => {
      if (error instanceof PartnerError) console.error(error.message);
      else console.error(error);
    });
    if (partner === undefined) return false;
    onEnd(partner.remove);
    const tell = (line: string) => console.error(line);
    const log = flags.log === undefined ? undefined : createWriteStream(flags.log);

    // The partner is the earlier of the two, unless it stands for the next release.
    const [earlier, later] = flags.next ? [undefined, partner.checkout] : [partner.checkout, undefined];
    const disturb: Disturb = async ({ fleet, redis }, { durationMs }) => {
      const stepMs = Math.max(0, durationMs / 2 / PROCESSES - REPLACED_MS);
      tell(`forwards, beside ${partner.name}`);
      await roll(fleet, { checkout: later, stepMs, tell });
      const inForce = await createWrittenFormat().agree({ redis: redis.client, keys: createKeys('cueline') });
      tell(`format ${inForce} is in force: both read it. Back`);
      await roll(fleet, { checkout: earlier, stepMs, tell });
      return { injected: [], unrecovered: [] };
    };
    const options = {
      mode: 'standalone',
      seed: flags.seed,
      minutes: flags.seconds / 60,
      callsPerSecond: flags['calls-per-second'],
      settings: {},
      ...(earlier === undefined ? {} : { checkout: earlier }),
    } as const;
    const report = await runLab(options, disturb, { onEnd, tell, log: (line) => log?.write(`${line}\n`) });
    const which = flags.next ? '--next' : `--from ${partner.name}`;
    console.log(
      printReport(report, `npm run test:rolling -- ${which} --seconds ${flags.seconds} --seed ${flags.seed}`),
    );
    return isContent(report);
  });
