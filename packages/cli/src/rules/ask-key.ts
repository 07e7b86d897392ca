import { createPrompt, ExitPromptError, useKeypress, useState } from '@inquirer/core';
import { createColors } from 'picocolors';

const colors = createColors();

/** Asks a question that one key answers. */
const askOneKey = createPrompt<string, { message: string; keys: Readonly<Record<string, string>> }>(
  ({ message, keys }, done) => {
    const [answer, setAnswer] = useState<string>();
    useKeypress(({ name }) => {
      const given = keys[name];
      if (given === undefined || answer !== undefined) return;
      setAnswer(given);
      done(given);
    });
    return `${message}\n  ${answer === undefined ? choicesText(keys) : colors.cyan(answer)}`;
  },
);

/** Side by side, or below each other if that is too wide. */
function choicesText(keys: Readonly<Record<string, string>>): string {
  const choices = Object.entries(keys);
  const width = choices.reduce((sum, [key, meaning]) => sum + `   ${key} ${meaning}`.length, 0);
  const isTooWide = width > (process.stdout.columns || Infinity);
  return choices
    .map(([key, meaning]) => `${colors.bold(key)} ${meaning}`)
    .join(isTooWide ? '\n  ' : '   ')
    .concat(' ');
}

/** Asks a question that one key answers; undefined for Ctrl-C. */
export async function askKey<T extends string>(
  message: string,
  keys: Readonly<Record<string, T>>,
): Promise<T | undefined> {
  try {
    const answer = await askOneKey({ message, keys });
    return Object.values(keys).find((each) => each === answer);
  } catch (error) {
    if (error instanceof ExitPromptError) return undefined;
    throw error;
  }
}

/** Asks whether to go on; Ctrl-C is a no. */
export async function confirm(message: string): Promise<boolean> {
  return (await askKey(message, { y: 'yes', n: 'no' })) === 'yes';
}
