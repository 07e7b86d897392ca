import type { Command } from 'commander';
import { dataFolder } from '../redis/data-folder.js';
import type { Host } from '../host/host.js';
import { parseCount } from './parse-count.js';
import { printable } from '../host/printable.js';
import { colorsFor } from '../host/colors.js';
import { paintChange } from '../run/paint-change.js';
import { wrapText } from '../host/wrap-text.js';
import type { UpOptions } from '../run/up.js';

const help = `
Each process is set by the environment (see README.md). Where that does not say where Redis is, a private redis-server
is started, with its data in ./${dataFolder}/redis, where the next 'cueline up' finds it again. With --simulate, variables
that begin with CXONE_ do not count. Each line has the time of day (UTC). What dies, or no longer answers at /healthz for 15 s or
so, is started again.

Prometheus wants ports that stay: with --http-port 9101 ingest listens on 9101, the matcher on 9102, the publisher on 9103, and
further matchers and then the archiver on the ports after it.

Outcomes are archived in ./${dataFolder}/archive.sqlite, unless ARCHIVE_URL or ARCHIVE_DIR says where ('cueline report').

Examples:
  cueline up --simulate                     try it without CXone: sample calls, over and over
  CXONE_CLIENT_ID=… CXONE_CLIENT_SECRET=… cueline up --matchers 2
  CUE_MODE=shadow cueline up                decide and record everything, post nothing
  cueline up --http-port 9101               with ports that Prometheus can scrape`;

/** A line that begins with the time of day goes on below what it says. */
function wrapLogLine(line: string, columns: number | undefined): string {
  const [, time, text = ''] = /^(\d\d:\d\d:\d\d) (.*)$/s.exec(line) ?? [];
  return time === undefined ? line : wrapText(time, text, columns);
}

/** Adds `cueline up`: the whole pipeline on this machine. */
export function addUpCommand(program: Command, host: Host): void {
  program
    .command('up')
    .description('run the whole pipeline on this machine, until Ctrl-C')
    .option('--matchers <n>', 'how many matchers', (text) => parseCount(text, 999), 1)
    .option('--simulate', "run the simulator in CXone's place", false)
    .option('--http-port <n>', 'fixed ports for health and metrics, from this one on', (text) =>
      parseCount(text, 65_535),
    )
    .addHelpText('after', help)
    .action(async (options: UpOptions) => {
      const { env, stdout } = host;
      const print = (text: string) => {
        const line = printable(wrapLogLine(text, stdout.columns));
        if (stdout.isTTY) stdout.write(`${paintChange(line, colorsFor(stdout))}\n`);
        else host.print(line);
      };
      const signal = host.stopSignal();
      const { up } = await import('../run/up.js');
      host.setExitCode(
        await up(options, {
          env,
          folder: dataFolder,
          print,
          columns: stdout.columns,
          now: Date.now,
          random: Math.random,
          signal,
        }),
      );
    });
}
