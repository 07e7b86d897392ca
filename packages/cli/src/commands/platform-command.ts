import type { Command } from 'commander';
import type { Host } from '../host/host.js';
import { wrapping } from '../host/wrapping.js';
import { parseCount } from './parse-count.js';
import type { TryFlags } from '../platform/run-try.js';

const checkHelp = `
Exits with 78 if a file has mistakes.

Example:
  cueline platform check acme.yaml`;

const tryHelp = `
Shows how each frame is read: which record is speech, what each field is read as, and where in the frame it lies. It ends with what no
field and no test has read. Each line of the capture is a frame as it was received, a form of a webhook, or what 'cueline record'
writes. Exits with 1 if a frame cannot be read.

Examples:
  cueline platform try acme.yaml --frames frames.ndjson
  cueline platform try platforms/nice.yaml --frames platforms/samples/nice.ndjson --limit 3`;

/** `cueline platform …`: for those who map the frames of a platform. */
export function addPlatformCommand(program: Command, host: Host): void {
  const platform = program.command('platform').description('check platform files, and try them on captured frames');
  platform
    .command('check <file...>')
    .description('find mistakes in platform files')
    .option('--json', 'as JSON', false)
    .addHelpText('after', checkHelp)
    .action(async (files: string[], { json }: { json: boolean }) => {
      const { checkFiles } = await import('../host/check-files.js');
      const { parsePlatform } = await import('@cueline/shared');
      const options = { noun: 'platform file', parse: parsePlatform, json };
      host.setExitCode(checkFiles(files, options, json ? host : wrapping(host)));
    });
  platform
    .command('try <file>')
    .description('show how captured frames are read')
    .requiredOption('--frames <file>', 'the capture')
    .option('--limit <n>', 'how many frames are shown', (text) => parseCount(text, 1_000_000), 20)
    .option('--json', 'all of them, as JSON', false)
    .addHelpText('after', tryHelp)
    .action(async (file: string, flags: TryFlags) => {
      const { runPlatformTry } = await import('../platform/run-try.js');
      host.setExitCode(runPlatformTry(file, flags, host));
    });
}
