import type { Command } from 'commander';
import type { Host } from '../host/host.js';

const processes = {
  ingest: 'listen to CXone and write speech to the stream',
  receive: 'offer an endpoint to which frames are posted, in place of a socket',
  matcher: 'match speech against the rules, and request cues when they are due',
  publisher: 'bring cues to the agents’ desktops',
  console: 'serve a page that shows live calls, what is wrong, and reports',
} as const;

/** `cueline ingest` and so on: one process of the pipeline, for those who run each by itself. */
export function addProcessCommands(program: Command, host: Host): void {
  for (const name of ['ingest', 'receive', 'matcher', 'publisher', 'console'] as const) {
    program
      .command(name)
      .description(processes[name])
      .addHelpText(
        'after',
        `\nIt is set by the environment alone (see README.md).\n\nExample:\n  REDIS_URL=redis://redis:6379 cueline ${name}`,
      )
      .action(async () => {
        const { misspeltSettings } = await import('../run/misspelt-settings.js');
        for (const line of misspeltSettings(host.env)) host.stderr.write(`${line}\n`);
        await host.become(name);
      });
  }
}
