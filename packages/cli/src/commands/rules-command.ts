import type { Command } from 'commander';
import { dayOption } from './day-option.js';
import type { Host } from '../host/host.js';
import { parseCount } from './parse-count.js';
import type { ExplainFlags } from '../rules/run-explain.js';
import type { MissesFlags } from '../rules/run-misses.js';
import { shippedRules } from '../calls/shipped-rules.js';
import { speakersOption, transcriptsOption } from './transcript-options.js';

const checkHelp = `
Ends with 78 when a file has mistakes. Warnings are phrases that can't match, that another makes needless, or that fire nearly
everywhere.

Examples:
  cueline rules check bank.yaml
  cueline rules check rules/*.yaml --json`;

const testHelp = `
Ends with 1 when an example does not turn out as it should, and says why.

Example:
  cueline rules test rules/*.yaml`;

const explainHelp = `
Several texts are successive segments of the same speaker.

Examples:
  cueline rules explain "this call may be recorded" --rules bank.yaml
  cueline rules explain "this call may be" "recorded for training" --rules bank.yaml`;

const missesHelp = `
Runs rules on recorded calls and tells, rule by rule, what came closest where they were not said, and what it lacked.

Example:
  cueline rules misses --rules bank.yaml --transcripts calls.ndjson.gz --top 20`;

/** `cueline rules …`: for those who write rules. */
export function addRulesCommand(program: Command, host: Host): void {
  const rules = program.command('rules').description('work on rule files');
  rules
    .command('check <file...>')
    .description('find what is wrong or odd in rule files')
    .option('--json', 'as JSON', false)
    .addHelpText('after', checkHelp)
    .action(async (files: string[], options: { json: boolean }) => {
      const { runCheck } = await import('../rules/run-check.js');
      host.setExitCode(runCheck(files, options, host));
    });
  rules
    .command('test <file...>')
    .description('run the examples that rules carry')
    .option('--json', 'as JSON', false)
    .addHelpText('after', testHelp)
    .action(async (files: string[], options: { json: boolean }) => {
      const { runTest } = await import('../rules/run-test.js');
      host.setExitCode(runTest(files, options, host));
    });
  rules
    .command('explain <text...>')
    .description('which rule matches some words, where, and what nearly does')
    .option('--rules <file>', 'the rule file', shippedRules)
    .option('--json', 'as JSON', false)
    .addHelpText('after', explainHelp)
    .action(async (speech: string[], options: ExplainFlags) => {
      const { runExplain } = await import('../rules/run-explain.js');
      host.setExitCode(runExplain(speech, options, host));
    });
  rules
    .command('misses')
    .description('what was nearly said in recorded calls')
    .option('--rules <file>', 'the rule file', shippedRules)
    .addOption(transcriptsOption().makeOptionMandatory())
    .addOption(speakersOption())
    .addOption(dayOption())
    .option('--top <n>', 'how many of each rule are shown', (text) => parseCount(text, 1_000_000), 10)
    .option('--json', 'all of them, as JSON', false)
    .addHelpText('after', missesHelp)
    .action(async (flags: MissesFlags) => {
      const { runMisses } = await import('../rules/run-misses.js');
      host.setExitCode(await runMisses(flags, host));
    });
}
