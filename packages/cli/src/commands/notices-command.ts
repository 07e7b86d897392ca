import type { Command } from 'commander';
import type { Host } from '../host/host.js';
import { wrapping } from '../host/wrapping.js';

const checkHelp = `
Exits with 78 if a file has mistakes. 'cueline doctor' asks whether the receivers of NOTICES_FILE are there.

Example:
  cueline notices check notices.yaml`;

/** `cueline notices …`: for those who say which supervisors get which notices. */
export function addNoticesCommand(program: Command, host: Host): void {
  const notices = program.command('notices').description('check files that say who gets notices');
  notices
    .command('check <file...>')
    .description('find mistakes in notices files')
    .option('--json', 'as JSON', false)
    .addHelpText('after', checkHelp)
    .action(async (files: string[], { json }: { json: boolean }) => {
      const { checkFiles } = await import('../host/check-files.js');
      const { parseNotices } = await import('@cueline/shared');
      const options = { noun: 'notices file', parse: parseNotices, json };
      host.setExitCode(checkFiles(files, options, json ? host : wrapping(host)));
    });
}
