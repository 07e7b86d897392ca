import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ReportFlags } from '../archive/run-report.js';
import type { Host } from '../host/host.js';
import { sinceOption, untilOption, whereOption } from './period-options.js';

const help = `
From the archive (see docs/archive.md): by default that of the 'cueline up' in this folder. Days are those of REPORT_TIME_ZONE (UTC).
A call counts on the day on which it ended. 'coverage' is how much of what was owed is decided: of the rest nobody can say whether it
was said, so it counts as neither said nor missed.

Examples:
  cueline report
  cueline report --by day,rule,skill --since 2026-01-01 --until 2026-03-31 --format csv > quarter.csv
  cueline report --by agent,rule --where skill=loans --since 7d --format ndjson`;

/** Adds `cueline report`: what became of rules, from the archive. */
export function addReportCommand(program: Command, host: Host): void {
  program
    .command('report')
    .description('show how often each rule was met, from the archive')
    .option('--by <names>', 'day, rule, and attributes of calls such as skill or agent', parseNames, ['rule'])
    .addOption(sinceOption(30))
    .addOption(untilOption())
    .addOption(whereOption())
    .addOption(new Option('--format <format>', 'how').choices(['table', 'csv', 'ndjson']).default('table'))
    .addHelpText('after', help)
    .action(async (flags: ReportFlags) => {
      const { runReport } = await import('../archive/run-report.js');
      host.setExitCode(await runReport(flags, host, Date.now()));
    });
}

function parseNames(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('') || new Set(names).size < names.length)
    throw new InvalidArgumentError('It should be names, each once: day,rule,skill.');
  return names;
}
