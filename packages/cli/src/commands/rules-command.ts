import type { Command } from 'commander';
import { dayOption } from './day-option.js';
import type { Host } from '../host/host.js';
import { wrapping } from '../host/wrapping.js';
import { parseCount } from './parse-count.js';
import type { ExplainFlags } from '../rules/run-explain.js';
import type { MissesFlags } from '../rules/run-misses.js';
import type { NewFlags } from '../rules/run-new.js';
import type { ReviewFlags } from '../rules/run-review.js';
import { shippedRules } from '../calls/shipped-rules.js';
import { addRecordedOptions } from './transcript-options.js';

const checkHelp = `
Exits with 78 if a file has mistakes. It warns of phrases that can't match, that another makes redundant, or that fire nearly
everywhere.

Examples:
  cueline rules check bank.yaml
  cueline rules check rules/*.yaml --json`;

const testHelp = `
Exits with 1 if an example does not turn out as it should, and says why.

Example:
  cueline rules test rules/*.yaml`;

const explainHelp = `
If you give several texts, each is a segment, one after the other, by the same speaker.

Examples:
  cueline rules explain "this call may be recorded" --rules bank.yaml
  cueline rules explain "this call may be" "recorded for training" --rules bank.yaml`;

const missesHelp = `
Runs rules on recorded calls. For each rule it shows the speech that came closest to it without matching, and what was lacking.

Example:
  cueline rules misses --rules bank.yaml --transcripts calls.ndjson.gz --top 20`;

const newHelp = `
Asks what agents must say or must not say, in which words, by when and after what, and proposes phrases from your wordings: with
gaps, with slots for amounts, and with families of words from the lexicon where you say that they fit. It shows the file and how your
wordings fare before anything is written. lexicon.yaml and schema.json are put beside the file if they are missing.

Without a terminal, --answers takes the answers; --json alone prints what they look like.

Examples:
  cueline rules new bank.yaml
  cueline rules new bank.yaml --json > answers.json
  cueline rules new bank.yaml --answers answers.json`;

const reviewHelp = `
Runs rules on recorded calls and shows what came close to a disclosure without being one, what most calls have first. You say
whether it counts (c), does not count (d), or neither (s to skip, q to stop). Your answers become examples in the rule file, and
phrases are proposed that match what counts and nothing that does not. You see what they change in the same calls before anything
is written.

Without a terminal, --json prints what there is to answer, and --answers takes the answers:
  [{"id": "fee", "words": "it costs fifty dollars to leave", "answer": "counts"}]

Examples:
  cueline rules review --rules bank.yaml --transcripts calls/
  cueline rules review --rules bank.yaml --transcripts calls/ --answers answers.json --write`;

/** `cueline rules …`: for those who write rules. */
export function addRulesCommand(program: Command, host: Host): void {
  const rules = program.command('rules').description('begin, check, test and explain rule files');
  rules
    .command('check <file...>')
    .description('find mistakes and oddities in rule files')
    .option('--json', 'as JSON', false)
    .addHelpText('after', checkHelp)
    .action(async (files: string[], options: { json: boolean }) => {
      const { runCheck } = await import('../rules/run-check.js');
      host.setExitCode(runCheck(files, options, options.json ? host : wrapping(host)));
    });
  rules
    .command('test <file...>')
    .description('run the examples in rule files')
    .option('--json', 'as JSON', false)
    .addHelpText('after', testHelp)
    .action(async (files: string[], options: { json: boolean }) => {
      const { runTest } = await import('../rules/run-test.js');
      host.setExitCode(runTest(files, options, options.json ? host : wrapping(host)));
    });
  rules
    .command('explain <text...>')
    .description('show which rules match some words and in which place, and which nearly match')
    .option('--rules <file>', 'the rule file', shippedRules)
    .option('--json', 'as JSON', false)
    .addHelpText('after', explainHelp)
    .action(async (speech: string[], options: ExplainFlags) => {
      const { runExplain } = await import('../rules/run-explain.js');
      host.setExitCode(runExplain(speech, options, options.json ? host : wrapping(host)));
    });
  const misses = rules
    .command('misses')
    .description('show near misses in recorded calls')
    .option('--rules <file>', 'the rule file', shippedRules);
  addRecordedOptions(misses)
    .addOption(dayOption())
    .option('--top <n>', 'how many of each rule are shown', (text) => parseCount(text, 1_000_000), 10)
    .option('--json', 'all of them, as JSON', false)
    .addHelpText('after', missesHelp)
    .action(async (flags: MissesFlags) => {
      const { runMisses } = await import('../rules/run-misses.js');
      host.setExitCode(await runMisses(flags, flags.json ? host : wrapping(host)));
    });
  rules
    .command('new <file>')
    .description('begin a rule file from questions')
    .option('--answers <file>', 'answers, as JSON, instead of a terminal')
    .option('--json', 'as JSON', false)
    .addHelpText('after', newHelp)
    .action(async (file: string, flags: NewFlags) => {
      const { runNew } = await import('../rules/run-new.js');
      host.setExitCode(await runNew(file, flags, flags.json ? host : wrapping(host)));
    });
  const review = rules
    .command('review')
    .description('say which near misses count, and make the rules follow')
    .requiredOption('--rules <file>', 'the rule file');
  addRecordedOptions(review)
    .addOption(dayOption())
    .option('--answers <file>', 'answers, as JSON, instead of a terminal')
    .option('--write', 'write the rule file without asking', false)
    .option('--json', 'as JSON', false)
    .addHelpText('after', reviewHelp)
    .action(async (flags: ReviewFlags) => {
      const { runReview } = await import('../rules/run-review.js');
      host.setExitCode(await runReview(flags, host));
    });
}
