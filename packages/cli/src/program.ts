import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Host } from './host.js';
import { addBacktestCommand } from './backtest-command.js';
import { addDeadLettersCommand } from './dead-letters-command.js';
import { addDemoCommand } from './demo-command.js';
import { addInspectCommand } from './inspect-command.js';
import { addListCommand } from './list-command.js';
import { addPauseCommands } from './pause-commands.js';
import { addProcessCommands } from './process-commands.js';
import { addRecordCommand } from './record-command.js';
import { addRulesCommand } from './rules-command.js';
import { addSimulateCommand } from './simulate-command.js';
import { addStatusCommand } from './status-command.js';
import { addUpCommand } from './up-command.js';

/** The `cueline` command. Wrong usage throws a CommanderError, once it has been explained. */
export function createProgram(host: Host): Command {
  const manifest: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const program = new Command('cueline')
    .description('Knows which mandatory disclosures each agent still owes, and cues the one who forgets.')
    .version(manifest.version)
    .showHelpAfterError("(run 'cueline help' for what it can do)")
    .exitOverride();
  addDemoCommand(program, host);
  addUpCommand(program, host);
  addProcessCommands(program, host);
  addSimulateCommand(program, host);
  addStatusCommand(program, host);
  addListCommand(program, host);
  addInspectCommand(program, host);
  addPauseCommands(program, host);
  addDeadLettersCommand(program, host);
  addRecordCommand(program, host);
  addRulesCommand(program, host);
  addBacktestCommand(program, host);
  return program;
}
