/**
 * What to do once the pipeline runs, with a call to look at if there is one.
 *
 * @param columns the width of the terminal; if a line would not fit, each command has its description below it
 */
export function nextSteps(interactionId = '<id>', columns = Infinity): string {
  const commands = {
    'cueline status': 'what runs, and what is wrong',
    'cueline list': 'the live calls, and what each owes',
    [`cueline inspect ${interactionId}`]: 'one call: what was said and cued, and why',
  };
  const width = Math.max(...Object.keys(commands).map(({ length }) => length));
  const beside = Object.entries(commands).map(([command, what]) => `  ${command.padEnd(width)}  ${what}`);
  const below = Object.entries(commands).flatMap(([command, what]) => [`  ${command}`, `      ${what}`]);
  return [
    '',
    'Everything is ready. In another terminal, in this folder:',
    ...(beside.every(({ length }) => length <= columns) ? beside : below),
    'Ctrl-C stops it.',
    '',
  ].join('\n');
}
