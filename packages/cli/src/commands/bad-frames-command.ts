import type { Command } from 'commander';
import type { Host } from '../host/host.js';
import type { BadFramesFlags } from '../operate/bad-frames.js';
import { parseCount } from './parse-count.js';

const help = `
Numbers in them are masked, and long ones are cut. The reasons are those of docs/frames.md. Times are UTC.

Examples:
  cueline bad-frames
  cueline bad-frames --reason missing_text --limit 1
  cueline bad-frames --json | jq -r '.[].reason' | sort | uniq -c`;

/** `cueline bad-frames`: what CXone sent and nobody could read. */
export function addBadFramesCommand(program: Command, host: Host): void {
  program
    .command('bad-frames')
    .description('show the latest frames that could not be read, and why')
    .option('--limit <n>', 'how many at most', (text) => parseCount(text, 1000), 20)
    .option('--reason <reason>', 'only those of this reason')
    .option('--json', 'as JSON', false)
    .addHelpText('after', help)
    .action(async (flags: BadFramesFlags) => {
      const { listBadFrames } = await import('../operate/bad-frames.js');
      host.setExitCode(await listBadFrames(flags, host));
    });
}
