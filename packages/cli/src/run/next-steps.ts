import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface NextStepsContext {
  readonly env: NodeJS.ProcessEnv;
  /** The width of the terminal; if a line would not fit, each command has its description below it. */
  readonly columns?: number | undefined;
  /** Where the console is. */
  readonly consoleUrl?: string | undefined;
}

/** What to do once the pipeline runs, with a call to look at if there is one. */
export function nextSteps(interactionId = '<id>', { env, columns = Infinity, consoleUrl }: NextStepsContext): string {
  const cueline = commandName(env);
  const commands = {
    [`${cueline} status`]: 'what runs, and what is wrong',
    [`${cueline} list`]: 'the live calls, and what each owes',
    [`${cueline} inspect ${interactionId}`]: 'one call: what was cued, and why',
  };
  const width = Math.max(...Object.keys(commands).map(({ length }) => length));
  const beside = Object.entries(commands).map(([command, what]) => `  ${command.padEnd(width)}  ${what}`);
  const below = Object.entries(commands).flatMap(([command, what]) => [`  ${command}`, `      ${what}`]);
  return [
    '',
    'Everything is ready.',
    ...(consoleUrl === undefined ? [] : [`In a browser: ${consoleUrl}`]),
    'In another terminal, in this folder:',
    ...(beside.every(({ length }) => length <= columns) ? beside : below),
    'Ctrl-C stops it.',
    '',
  ].join('\n');
}

const LOCAL = 'node_modules/.bin/cueline';

/** How the shell finds the command: by its name, or in this folder where nobody has put it on the PATH. */
function commandName({ PATH = '' }: NodeJS.ProcessEnv): string {
  const isOnPath = PATH.split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, 'cueline')));
  return !isOnPath && existsSync(LOCAL) ? LOCAL : 'cueline';
}
