// Writes docs/commands.md from the help of the commands. `npm run docs:commands`
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createProgram } from '../packages/cli/dist/program.js';
import { addSimulatorFlags } from '../packages/simulator/dist/index.js';

const WIDTH = 120;
const root = fileURLToPath(new URL('..', import.meta.url));
const nothing = () => {
  throw new Error('only help is asked for');
};
const host = { env: {}, print: nothing, stopSignal: nothing, setExitCode: nothing, become: nothing };

/** The help of a command as it is printed, with what is appended to it. */
function helpOf(command) {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHelpWidth: () => WIDTH,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.replaceAll(root, '').trim();
}

function* sections(command, path) {
  for (const each of command.commands) {
    const name = [...path, each.name()];
    // The simulator reads its flags itself.
    if (each.name() === 'simulate') addSimulatorFlags(each.helpOption('-h, --help'));
    yield `## ${name.join(' ')}\n\n\`\`\`text\n${helpOf(each)}\n\`\`\`\n`;
    yield* sections(each, name);
  }
}

const intro =
  '# Commands\n\nWhat `cueline help <command>` shows. Exit codes: 0 success; 1 something is wrong; 64 wrong usage; 78 wrong configuration.\n';
export const commandsPage = [intro, ...sections(createProgram(host), ['cueline'])].join('\n');

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('../docs/commands.md', import.meta.url), commandsPage);
