import { InvalidArgumentError, type Command } from 'commander';
import type { Host } from '../host/host.js';
import { wrapping } from '../host/wrapping.js';

const help = `
Shows verdicts, evidence, the agent's desktop, deadlines, recent speech (masked) and outcomes. Ends with 1 when nothing
is known of it. Times are UTC.

Examples:
  cueline inspect 4711
  cueline inspect 4711 --json | jq .live.judgement`;

/** Adds `cueline inspect`: everything that is known of one interaction. */
export function addInspectCommand(program: Command, host: Host): void {
  program
    .command('inspect')
    .description('show everything that is known of one interaction')
    .argument('<interactionId>', 'its id, as CXone sends it', parseId)
    .option('--json', 'as JSON', false)
    .addHelpText('after', help)
    .action(async (id: string, options: { json: boolean }) => {
      const { runInspect } = await import('../operate/run-inspect.js');
      host.setExitCode(await runInspect(id, options, options.json ? host : wrapping(host)));
    });
}

function parseId(text: string): string {
  if (text === '') throw new InvalidArgumentError('It should not be empty.');
  return text;
}
