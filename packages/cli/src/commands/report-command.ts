import { durationSetting } from '@cueline/shared';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ReportFlags } from '../archive/run-report.js';
import type { Host } from '../host/host.js';
import { parseAttribute } from './parse-attribute.js';
import { parseDay } from './day-option.js';

const help = `
From the archive (see docs/archive.md): by default that of the 'cueline up' in this folder. Days are those of REPORT_TIME_ZONE (UTC).
A call counts on the day on which it ended. 'coverage' is how much of what was owed is decided: of the rest nobody can say whether it
was said, so it counts as neither said nor missed.

Examples:
  cueline report
  cueline report --by day,rule,skill --since 2026-01-01 --until 2026-03-31 --format csv > quarter.csv
  cueline report --by agent,rule --where skill=loans --since 7d --format ndjson`;

const DAY_MS = 86_400_000;

/** Adds `cueline report`: what became of rules, from the archive. */
export function addReportCommand(program: Command, host: Host): void {
  program
    .command('report')
    .description('show how often each rule was met, from the archive')
    .option('--by <names>', 'day, rule, and attributes of calls such as skill or agent', parseNames, ['rule'])
    .addOption(
      new Option('--since <time>', 'a length of time or a day').argParser(parseSince).default(30 * DAY_MS, '30d'),
    )
    .option('--until <day>', 'the last day', parseDay)
    .option('--where <name=value>', 'only calls with this attribute; may be repeated', collectAttribute, [])
    .addOption(new Option('--format <format>', 'how').choices(['table', 'csv', 'ndjson']).default('table'))
    .addHelpText('after', help)
    .action(async (flags: ReportFlags) => {
      const { runReport } = await import('../archive/run-report.js');
      host.setExitCode(await runReport(flags, host, Date.now()));
    });
}

const Since = durationSetting(1, 36_500);

function parseSince(text: string): number | string {
  const length = Since.safeParse(text);
  if (length.success) return length.data;
  try {
    return parseDay(text);
  } catch {
    throw new InvalidArgumentError('It should be a length of time such as 30d or 12h, or a day such as 2026-01-31.');
  }
}

function parseNames(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('') || new Set(names).size < names.length)
    throw new InvalidArgumentError('It should be names, each once: day,rule,skill.');
  return names;
}

const collectAttribute = (text: string, before: ReportFlags['where']) => [...before, parseAttribute(text)];
