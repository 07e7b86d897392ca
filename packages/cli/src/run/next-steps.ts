/** What to do once the pipeline runs, with a call to look at where there is one. */
export function nextSteps(interactionId = '<id>'): string {
  const commands = {
    'cueline status': 'what runs, and what is wrong',
    'cueline list': 'the live calls, and what each owes',
    [`cueline inspect ${interactionId}`]: 'one call: what was said and cued, and why',
  };
  const width = Math.max(...Object.keys(commands).map(({ length }) => length));
  return [
    '',
    'Everything is ready. In another terminal, in this folder:',
    ...Object.entries(commands).map(([command, what]) => `  ${command.padEnd(width)}  ${what}`),
    'Ctrl-C stops it.',
    '',
  ].join('\n');
}
