import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { ExitCode } from './host/exit-code.js';
import type { Host } from './host/host.js';
import { wrapHelp } from './host/wrap-text.js';
import { addAcknowledgeCommand } from './commands/acknowledge-command.js';
import { addArchiveCommand } from './commands/archive-command.js';
import { addBadFramesCommand } from './commands/bad-frames-command.js';
import { addBacktestCommand } from './commands/backtest-command.js';
import { addDeadLettersCommand } from './commands/dead-letters-command.js';
import { addDemoCommand } from './commands/demo-command.js';
import { addDoctorCommand } from './commands/doctor-command.js';
import { addForgetCommand } from './commands/forget-command.js';
import { addInspectCommand } from './commands/inspect-command.js';
import { addListCommand } from './commands/list-command.js';
import { addNoticesCommand } from './commands/notices-command.js';
import { addPanelCommand } from './commands/panel-command.js';
import { addPartitionsCommand } from './commands/partitions-command.js';
import { addPauseCommands } from './commands/pause-commands.js';
import { addPlatformCommand } from './commands/platform-command.js';
import { addProcessCommands } from './commands/process-commands.js';
import { addRecordCommand } from './commands/record-command.js';
import { addReportCommand } from './commands/report-command.js';
import { addRulesCommand } from './commands/rules-command.js';
import { addSimulateCommand } from './commands/simulate-command.js';
import { addStatusCommand } from './commands/status-command.js';
import { addUpCommand } from './commands/up-command.js';

/** The `cueline` command. Wrong usage throws a CommanderError, once it has been explained. */
export function createProgram(host: Host): Command {
  const manifest: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const program = new Command('cueline')
    .description('Knows which mandatory disclosures each agent still owes, and cues the one who forgets.')
    .version(manifest.version)
    .exitOverride()
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => host.stdout.write(wrapHelp(text, host.stdout.columns)),
      writeErr: (text) => host.stderr.write(text),
    })
    .configureHelp({ subcommandTerm: termOf });
  program.commandsGroup('Run it:');
  addDemoCommand(program, host);
  addUpCommand(program, host);
  addProcessCommands(program, host);
  addArchiveCommand(program, host);
  addPanelCommand(program, host);
  addSimulateCommand(program, host);
  program.commandsGroup('Look at what runs:');
  addDoctorCommand(program, host);
  addStatusCommand(program, host);
  addListCommand(program, host);
  addInspectCommand(program, host);
  addReportCommand(program, host);
  addAcknowledgeCommand(program, host);
  addPauseCommands(program, host);
  addDeadLettersCommand(program, host);
  addBadFramesCommand(program, host);
  addForgetCommand(program, host);
  addPartitionsCommand(program, host);
  program.commandsGroup('Work on rules:');
  addRulesCommand(program, host);
  addBacktestCommand(program, host);
  addRecordCommand(program, host);
  program.commandsGroup('Map a platform:');
  addPlatformCommand(program, host);
  program.commandsGroup('Notify supervisors:');
  addNoticesCommand(program, host);
  program.commandsGroup('Help:');
  program
    .command('help [command...]')
    .description('show the help of a command, such as `cueline help rules explain`')
    .action(async (names: string[]) => {
      // The simulator explains its flags itself.
      if (names[0] === 'simulate') await program.parseAsync(['simulate', '--help'], { from: 'user' });
      else explainCommand(program, names);
    });
  pointToHelp(program, ['cueline', 'help']);
  return program;
}

/** Wrong usage of a command is explained with where its own help is. */
function pointToHelp(command: Command, words: readonly string[]): void {
  command.showHelpAfterError(`(run '${words.join(' ')}' for what it can do)`);
  for (const each of command.commands) pointToHelp(each, [...words, each.name()]);
}

/** Shows the help of a command, however deep it is. */
function explainCommand(program: Command, names: readonly string[]): never {
  let command = program;
  for (const name of names) {
    const found = command.commands.find((each) => each.name() === name);
    if (found === undefined)
      return program.error(`error: unknown command '${names.join(' ')}'`, { exitCode: ExitCode.usage });
    command = found;
  }
  return command.help();
}

/** A command with its arguments; its own help lists its options. */
const termOf = (command: Command): string =>
  [command.name(), ...command.registeredArguments.map((argument) => `<${argument.name()}>`)].join(' ');
