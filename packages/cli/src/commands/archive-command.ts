import { type Command, Option } from 'commander';
import type { ArchiveDeadLettersFlags } from '../archive/run-archive-dead-letters.js';
import type { Host } from '../host/host.js';

const help = `
Keeps the outcome of each call, with its verdicts and evidence, in the database at ARCHIVE_URL and in files under ARCHIVE_DIR. It is set
by the environment alone (see docs/archive.md). 'cueline up' runs one by itself.

Examples:
  ARCHIVE_URL=postgres://cueline@db/archive cueline archive
  ARCHIVE_URL=sqlite:/var/lib/cueline/archive.sqlite ARCHIVE_DIR=/var/lib/cueline/outcomes cueline archive`;

const migrateHelp = `
For sites where the archiver's role may not make tables: run this as one that may, and the archiver with ARCHIVE_MIGRATE=off.

Examples:
  ARCHIVE_URL=postgres://owner@db/archive cueline archive migrate`;

const deadLettersHelp = `
Examples:
  cueline archive dead-letters
  cueline archive dead-letters --put-back`;

const detachHelp = `
Outcomes stay in Redis until each archive has kept them. This gives one up that will not come back: what it has not kept is lost to it.
An archiver that runs takes it up again.

Examples:
  cueline archive detach --sink files`;

/** `cueline archive …`: the archiver, and its tables. */
export function addArchiveCommand(program: Command, host: Host): void {
  const archive = program
    .command('archive')
    .description('keep the outcomes of calls for years')
    .addHelpText('after', help)
    .action(async () => {
      const { misspeltSettings } = await import('../run/misspelt-settings.js');
      for (const line of misspeltSettings(host.env)) host.stderr.write(`${line}\n`);
      await host.become('archive');
    });
  archive
    .command('migrate')
    .description("make the archive's tables, or bring them up to date")
    .addHelpText('after', migrateHelp)
    .action(async () => {
      const { runMigrate } = await import('../archive/run-migrate.js');
      host.setExitCode(await runMigrate(host));
    });
  archive
    .command('dead-letters')
    .description('list the outcomes that could not be archived, each with its reason')
    .option('--put-back', 'put all back: archives try again', false)
    .addOption(new Option('--drop', 'remove all for good').default(false).conflicts('putBack'))
    .option('--json', 'as JSON', false)
    .addHelpText('after', deadLettersHelp)
    .action(async (flags: ArchiveDeadLettersFlags) => {
      const { runArchiveDeadLetters } = await import('../archive/run-archive-dead-letters.js');
      host.setExitCode(await runArchiveDeadLetters(flags, host));
    });
  archive
    .command('detach')
    .description('give an archive up: outcomes no longer wait for it')
    .addOption(new Option('--sink <name>', 'which one').choices(['database', 'files'] as const).makeOptionMandatory())
    .addHelpText('after', detachHelp)
    .action(async ({ sink }: { sink: 'database' | 'files' }) => {
      const { runDetach } = await import('../archive/run-detach.js');
      host.setExitCode(await runDetach(sink, host));
    });
}
