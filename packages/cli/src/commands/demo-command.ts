import { InvalidArgumentError, Option, type Command } from 'commander';
import type { DemoFlags } from '../demo/demo.js';
import type { Host } from '../host/host.js';
import { shippedRules } from '../calls/shipped-rules.js';
import { speakersOption, transcriptsOption } from './transcript-options.js';

const help = `
Starts a Redis of its own, every process of the pipeline, and a stand-in for CXone that plays calls, each with its agent's panel
open; shows each call, what is owed and what was cued; then compares the cues, and what was on the panels, with what the calls
deserved. Ends with 1 when they differ.

Examples:
  cueline demo
  cueline demo --transcripts calls.ndjson --rules bank.yaml
  cueline demo --platform nice    by NICE's notification socket and agent messages; genesys: by EventBridge; twilio: by webhooks
  cueline demo --stay             keep it running, to look at it in a browser`;

/** Adds `cueline demo`: sample calls through a pipeline of its own. */
export function addDemoCommand(program: Command, host: Host): void {
  program
    .command('demo')
    .description('play sample calls through the whole pipeline, in a minute')
    .addOption(transcriptsOption())
    .addOption(speakersOption())
    .option('--rules <file>', 'the rule file', shippedRules)
    .option('--speed <n>', 'how many times faster than real time', parseSpeed, 10)
    .addOption(
      new Option('--platform <name>', 'by whose wire the calls come')
        .choices(['cxone', 'nice', 'genesys', 'twilio'])
        .default('cxone'),
    )
    .option('--stay', 'keep it running afterwards, with calls that go on, until Ctrl-C', false)
    .option('--json', 'print only the result, as JSON', false)
    .addHelpText('after', help)
    .action(async (flags: DemoFlags) => {
      const { demo } = await import('../demo/demo.js');
      host.setExitCode(await demo(flags, host));
    });
}

function parseSpeed(text: string): number {
  const speed = Number(text);
  if (!(speed >= 1 && speed <= 100)) throw new InvalidArgumentError('It should be a number from 1 to 100.');
  return speed;
}
