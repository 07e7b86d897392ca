import { createPrompt, ExitPromptError, useKeypress, useState } from '@inquirer/core';
import { createColors } from 'picocolors';
import { callClock } from '../calls/call-clock.js';
import type { StretchGroup } from './collect-stretches.js';
import { whyNot } from './phrase-text.js';
import type { Answer, Answered } from './review-answers.js';

const colors = createColors();
const KEYS: Readonly<Record<string, Answer | 'stop'>> = { c: 'counts', d: 'does not count', s: 'skip', q: 'stop' };

/** Asks a question that one key answers. */
const askKey = createPrompt<string, { message: string; keys: Readonly<Record<string, string>> }>(
  ({ message, keys }, done) => {
    const [answer, setAnswer] = useState<string>();
    useKeypress(({ name }) => {
      const given = keys[name];
      if (given === undefined || answer !== undefined) return;
      setAnswer(given);
      done(given);
    });
    const choices = Object.entries(keys).map(([key, meaning]) => `${colors.bold(key)} ${meaning}`);
    return answer === undefined ? `${message}\n  ${choices.join('   ')} ` : `${message}\n  ${colors.cyan(answer)}`;
  },
);

/** Shows each stretch on the terminal and asks whether it counts, until all are answered or the analyst stops. */
export async function askAnalyst(groups: readonly StretchGroup[]): Promise<Answered[]> {
  const answered: Answered[] = [];
  const total = groups.reduce((sum, { stretches }) => sum + stretches.length, 0);
  let count = 0;
  for (const { id, element, stretches, ...lacking } of groups) {
    const name = element === undefined ? id : `${id}, ${element}`;
    const head = `${colors.bold(name)}: ${whyNot({ ...lacking, by: undefined })}`;
    for (const { words, near, phrase, places } of stretches) {
      count += 1;
      const [first] = places;
      const where = first === undefined ? '' : colors.dim(`${first.interactionId} at ${callClock(first.atMs)}`);
      const message = `\n${head}\n${colors.dim(`${count}/${total}`)}  "${words.replace(near, colors.underline(near))}"  ${where}`;
      const answer = await ask(message, KEYS);
      if (answer === undefined || answer === 'stop') return answered;
      answered.push({ id, element, words, near, phrase, lacked: lacking.lacked, answer });
    }
  }
  return answered;
}

/** Asks whether to go on; Ctrl-C is a no. */
export async function confirm(message: string): Promise<boolean> {
  return (await ask(message, { y: 'yes', n: 'no' })) === 'yes';
}

async function ask<T extends string>(message: string, keys: Readonly<Record<string, T>>): Promise<T | undefined> {
  try {
    const answer = await askKey({ message, keys });
    return Object.values(keys).find((each) => each === answer);
  } catch (error) {
    if (error instanceof ExitPromptError) return undefined;
    throw error;
  }
}
