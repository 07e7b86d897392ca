import type { Command } from 'commander';
import type { BacktestFlags } from '../backtest/run-backtest.js';
import { dayOption } from './day-option.js';
import type { Host } from '../host/host.js';
import { shippedRules } from '../calls/shipped-rules.js';
import { addRecordedOptions } from './transcript-options.js';

const help = `
Runs rules on recorded calls by the same decision code as the pipeline, on a virtual clock. With --json it prints a line
for each call: its verdicts, what was said that must not be, and its cues, in ms since the call began.

Examples:
  cueline backtest --rules bank.yaml --transcripts calls.ndjson
  cueline backtest --rules bank.yaml --transcripts exports/ --json | jq .cues
  cueline backtest --rules bank.yaml --transcripts call.vtt --speakers '{"Mary":"agent"}'
  cueline backtest --rules bank.yaml --transcripts calls.ndjson --labels labels.json --occurrences occurrences.json
  cueline backtest --rules new.yaml --compare old.yaml --archive --since 7d --where skill=loans
  cueline backtest --rules new.yaml --compare old.yaml --must-keep labels.json --transcripts calls.ndjson`;

/** Adds `cueline backtest`: judge recorded calls by rules. */
export function addBacktestCommand(program: Command, host: Host): void {
  const command = program
    .command('backtest')
    .description('judge recorded calls by rules')
    .option('--rules <file>', 'the rule file', shippedRules);
  addRecordedOptions(command)
    .addOption(dayOption())
    .option('--labels <file>', 'labels made by people (JSON or CSV), to count how often the rules are right')
    .option('--occurrences <file>', 'all places of what is labelled, with --labels or --must-keep')
    .option('--prefix <text>', 'count labelled calls whose ids begin with this, even if they were not recorded')
    .option('--compare <file>', 'other rules; shows which verdicts and cues change from these to --rules')
    .option('--must-keep <file>', 'labels; with --compare, exit with 1 if anything that they name is lost')
    .option('--near-misses', "with --json: near misses too ('cueline rules misses' sums them up)", false)
    .option('--json', 'a line of JSON for each call', false)
    .addHelpText('after', help)
    .action(async (flags: BacktestFlags) => {
      const { runBacktest } = await import('../backtest/run-backtest.js');
      host.setExitCode(await runBacktest(flags, host));
    });
}
